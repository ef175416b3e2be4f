package praetor.cli.daemon;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import praetor.client.watch.Watch;
import praetor.model.codec.GoStrings;

/**
 * A watch of the configuration.
 *
 * @param written the block as written, by which a reload knows it again
 * @param onStart whether the handler is called with what there is at the start; Praetor's own
 * @param onlyOnChange whether a reload leaves the handler alone while nothing has changed;
 *     Praetor's own
 */
record WatchBlock(
    Map<String, Object> written,
    Watch watch,
    Target target,
    boolean onStart,
    boolean onlyOnChange) {
  WatchBlock {
    written = Map.copyOf(written);
  }

  /** Who gets the results. */
  sealed interface Target {
    /** As log lines show it. */
    String shown();

    /**
     * A program.
     *
     * @param line program and arguments; empty does nothing
     * @param script a text for the shell instead
     * @param timeout after which it is killed; Praetor's own
     */
    record Program(List<String> line, Optional<String> script, Optional<Duration> timeout)
        implements Target {
      public Program {
        line = List.copyOf(line);
      }

      @Override
      public String shown() {
        return script.orElseGet(
            () -> line.stream().map(GoStrings::quoted).collect(Collectors.joining(", ", "[", "]")));
      }
    }

    /** An HTTP endpoint. */
    record Endpoint(
        String url,
        Optional<URI> uri,
        String method,
        Map<String, List<String>> headers,
        Duration timeout,
        boolean verify)
        implements Target {
      public Endpoint {
        headers = Map.copyOf(headers);
      }

      @Override
      public String shown() {
        return url;
      }
    }
  }
}

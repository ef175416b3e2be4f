package praetor.cli.daemon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.GoFormat;
import praetor.client.watch.Parameters;
import praetor.client.watch.Watch;
import praetor.client.watch.WatchException;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/**
 * Reads the watches of a configuration.
 *
 * <p>Source: texts, and the order of the checks, of Consul 1.21.4.
 */
public final class WatchBlocks {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final String SCRIPT = "script";
  private static final String HTTP = "http";

  private final List<WatchBlock> blocks;

  private WatchBlocks(List<WatchBlock> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  List<WatchBlock> blocks() {
    return blocks;
  }

  /**
   * Reads the watches.
   *
   * @throws IOException one of them cannot be, in Consul's words
   */
  public static WatchBlocks read(AgentConfig config) throws IOException {
    var blocks = new ArrayList<WatchBlock>();
    for (var written : config.settings().list("watches")) {
      blocks.add(block(named(written)));
    }
    return new WatchBlocks(blocks);
  }

  private static Map<String, Object> named(Object written) {
    var named = new LinkedHashMap<String, Object>();
    if (written instanceof Map<?, ?> map) {
      map.forEach((name, value) -> named.put(String.valueOf(name), value));
    }
    return named;
  }

  private static WatchBlock block(Map<String, Object> written) throws IOException {
    var given = new LinkedHashMap<>(written);
    given.putIfAbsent("handler_type", SCRIPT);
    var kind = given.get("handler_type");
    if (!SCRIPT.equals(kind) && !HTTP.equals(kind)) {
      throw new IOException("Handler type '" + verb(kind) + "' not recognized");
    }
    var parts = new Parts(HTTP.equals(kind));
    Watch watch;
    try {
      watch = Watch.parse(given, parts);
    } catch (WatchException wrong) {
      throw new IOException(
          "Failed to parse watch (%s): %s"
              .formatted(GoFormat.syntax(wrong.rest()), wrong.getMessage()),
          wrong);
    }
    if (watch.isConnect()) {
      throw new IOException("Watch type " + watch.type() + " is not allowed in agent config");
    }
    return new WatchBlock(written, watch, parts.target(), parts.onStart, parts.onlyOnChange);
  }

  /** What {@code %s} of Go makes of a value. */
  private static String verb(Object value) {
    return value instanceof String text
        ? text
        : "%!s(" + GoFormat.type(value, false) + "=" + GoFormat.value(value, false) + ")";
  }

  /** The parts of a block that are about its handler. */
  private static final class Parts implements Watch.Others {
    private final boolean http;
    private Optional<WatchBlock.Target> endpoint = Optional.empty();
    private Optional<Object> handler = Optional.empty();
    private Optional<Object> args = Optional.empty();
    private Optional<Duration> timeout = Optional.empty();
    private boolean onStart = true;
    private boolean onlyOnChange;

    Parts(boolean http) {
      this.http = http;
    }

    @Override
    public void afterType(Parameters parameters) throws WatchException {
      parameters.any("handler_type");
      if (!http) {
        return;
      }
      var config = parameters.peek("http_handler_config");
      if (config.isEmpty()) {
        throw parameters.fault("Handler type 'http' requires 'http_handler_config' to be set");
      }
      try {
        endpoint = Optional.of(EndpointReader.read(config.get()));
      } catch (DecodeException wrong) {
        throw parameters.fault("Failed to parse 'http_handler_config': " + wrong.getMessage());
      }
      parameters.any("http_handler_config");
    }

    @Override
    public void atEnd(Parameters parameters) throws WatchException {
      handler = parameters.any("handler");
      args = parameters.any("args");
      if (parameters.peek("on_start").isPresent()) {
        onStart = parameters.bool("on_start");
      }
      onlyOnChange = parameters.bool("only_on_change");
      var text = parameters.text("timeout");
      if (!text.isEmpty()) {
        timeout = Optional.of(timeout(text, parameters));
      }
    }

    private static Duration timeout(String text, Parameters parameters) throws WatchException {
      try {
        return GoDuration.parse(text);
      } catch (DecodeException wrong) {
        throw parameters.fault("Failed to parse timeout: " + wrong.getMessage());
      }
    }

    WatchBlock.Target target() throws IOException {
      if (handler.isPresent()) {
        LOG.warn(
            "The 'handler' field in watches has been deprecated and replaced with the 'args'"
                + " field. See https://developer.hashicorp.com/docs/agent/watches");
      }
      if (handler.isPresent() && !(handler.get() instanceof String)) {
        throw new IOException("Watch handler must be a string");
      }
      int count = (http ? 1 : 0) + (handler.isPresent() ? 1 : 0) + (args.isPresent() ? 1 : 0);
      if (count > 1) {
        throw new IOException("Only one watch handler allowed");
      }
      if (count == 0) {
        throw new IOException("Must define a watch handler");
      }
      if (endpoint.isPresent()) {
        return endpoint.get();
      }
      var line = args.isPresent() ? line(args.get()) : List.<String>of();
      return new WatchBlock.Target.Program(line, handler.map(String.class::cast), timeout);
    }

    private static List<String> line(Object args) throws IOException {
      var line = new ArrayList<String>();
      for (var word : args instanceof List<?> list ? list : List.of(args)) {
        if (!(word instanceof String text)) {
          throw new IOException("Watch args must be a list of strings");
        }
        line.add(text);
      }
      return line;
    }
  }
}

package praetor.cli.daemon;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.agent.config.GoFormat;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/** Reads {@code http_handler_config}. Source: texts of Consul 1.21.4. */
final class EndpointReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String METHOD = "POST";

  private final Map<?, ?> config;
  private final TreeSet<String> faults = new TreeSet<>();

  private EndpointReader(Map<?, ?> config) {
    this.config = config;
  }

  static WatchBlock.Target read(Object written) throws DecodeException {
    var config = written instanceof List<?> list && list.size() == 1 ? list.getFirst() : written;
    if (!(config instanceof Map<?, ?> map)) {
      throw new DecodeException("'' expected a map, got '" + GoFormat.type(config, false) + "'");
    }
    return new EndpointReader(map).read();
  }

  private WatchBlock.Target read() throws DecodeException {
    var path = value("path", String.class, "string").orElse("");
    var method = value("method", String.class, "string").orElse("");
    var timeout = value("timeout", String.class, "string").orElse("");
    boolean skipVerify = value("tls_skip_verify", Boolean.class, "bool").orElse(false);
    var headers = headers();
    if (!faults.isEmpty()) {
      throw new DecodeException(
          faults.size() + " error(s) decoding:\n\n" + String.join("\n", faults));
    }
    if (path.isEmpty()) {
      throw new DecodeException("Requires 'path' to be set");
    }
    return new WatchBlock.Target.Endpoint(
        path,
        uri(path),
        method.isEmpty() ? METHOD : method,
        headers,
        timeout.isEmpty() ? TIMEOUT : timeout(timeout),
        !skipVerify);
  }

  private static Duration timeout(String text) throws DecodeException {
    try {
      return GoDuration.parse(text);
    } catch (DecodeException wrong) {
      throw new DecodeException("Failed to parse timeout: " + wrong.getMessage());
    }
  }

  /** Source: what is no URL is told when it is called. */
  private static Optional<URI> uri(String path) {
    try {
      var uri = URI.create(path);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return Optional.of(uri).filter(u -> web && u.getHost() != null);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private <T> Optional<T> value(String name, Class<T> type, String goType) {
    Object value = config.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      faults.add(
          "* '%s' expected type '%s', got unconvertible type '%s', value: '%s'"
              .formatted(name, goType, GoFormat.type(value, false), GoFormat.value(value, false)));
      return Optional.empty();
    }
    return Optional.of(type.cast(value));
  }

  private Map<String, List<String>> headers() {
    var headers = new LinkedHashMap<String, List<String>>();
    if (config.get("header") instanceof Map<?, ?> written) {
      var sorted = new TreeMap<String, Object>();
      written.forEach((name, value) -> sorted.put(String.valueOf(name), value));
      sorted.forEach((name, value) -> headers.put(name, values(name, value)));
    }
    return headers;
  }

  private List<String> values(String name, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    faults.add(
        "* 'header[%s]': source data must be an array or slice, got %s"
            .formatted(name, GoFormat.type(value, false)));
    return List.of();
  }
}

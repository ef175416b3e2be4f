package praetor.registrator.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.codec.JsonValue;

/**
 * {@code SERVICE_CHECK_...}: one check for a service, the first kind that is there. Values go to
 * the agent as they are; it is the one to judge them. Of {@code CHECK_TCP}, {@code CHECK_GRPC},
 * {@code CHECK_GRPC_USE_TLS} and {@code CHECK_TLS_SKIP_VERIFY} no value counts but the empty one:
 * {@code false} is as good as {@code true}. Source: registrator 9.2 of fayrus.
 */
final class CheckRules {
  private static final String INTERVAL = "10s";

  private final ContainerView container;
  private final ServicePort port;
  private final Metadata metadata;
  private final String address;
  private final List<String> notes;

  /**
   * @param address where the agent reaches the service
   * @param notes gets what could not be understood
   */
  CheckRules(
      ContainerView container,
      ServicePort port,
      Metadata metadata,
      String address,
      List<String> notes) {
    this.container = container;
    this.port = port;
    this.metadata = metadata;
    this.address = address;
    this.notes = notes;
  }

  Optional<ServiceCheck> check() {
    var http = metadata.filled("check_http");
    if (http.isPresent()) {
      return Optional.of(http("http", http.get(), metadata.text("check_http_method")));
    }
    var https = metadata.filled("check_https");
    if (https.isPresent()) {
      return Optional.of(http("https", https.get(), metadata.text("check_https_method")));
    }
    var command = metadata.filled("check_cmd");
    if (command.isPresent()) {
      var inside = String.valueOf(port.inside().port());
      return Optional.of(script(List.of("check-cmd", container.shortId(), inside, command.get())));
    }
    var script = metadata.filled("check_script");
    if (script.isPresent()) {
      return script(script.get());
    }
    return metadata.filled("check_ttl").map(this::ttl).or(this::connection);
  }

  private Optional<ServiceCheck> connection() {
    if (metadata.filled("check_tcp").isPresent()) {
      return Optional.of(polled("tcp", Map.of("TCP", text(hostAndPort()))));
    }
    if (metadata.filled("check_grpc").isPresent()) {
      var fields = new LinkedHashMap<String, JsonValue>();
      fields.put("GRPC", text(hostAndPort()));
      if (metadata.filled("check_grpc_use_tls").isPresent()) {
        fields.put("GRPCUseTLS", new JsonValue.Bool(true));
      }
      return Optional.of(polled("grpc", fields));
    }
    return Optional.empty();
  }

  private ServiceCheck http(String scheme, String path, String method) {
    var fields = new LinkedHashMap<String, JsonValue>();
    fields.put("HTTP", text(scheme + "://" + hostAndPort() + path));
    if (!method.isEmpty()) {
      fields.put("Method", text(method));
    }
    return polled("http", fields);
  }

  private Optional<ServiceCheck> script(String line) {
    var filled =
        line.replace("$SERVICE_IP", address).replace("$SERVICE_PORT", String.valueOf(port.port()));
    var words = ShellWords.split(filled);
    if (words.isEmpty() || words.get().isEmpty()) {
      notes.add(
          "consul: failed to parse check_script \"%s\": %s"
              .formatted(
                  filled,
                  words.isEmpty() ? "EOF found when expecting closing quote" : "no command"));
      return Optional.empty();
    }
    return Optional.of(script(words.get()));
  }

  private ServiceCheck script(List<String> words) {
    var line = new JsonValue.Arr(words.stream().map(CheckRules::text).toList());
    return polled("script", Map.of("ScriptArgs", line));
  }

  private ServiceCheck ttl(String ttl) {
    var fields = new LinkedHashMap<String, JsonValue>();
    fields.put("TTL", text(ttl));
    return finished("ttl", fields);
  }

  private ServiceCheck polled(String type, Map<String, JsonValue> kind) {
    var fields = new LinkedHashMap<>(kind);
    fields.put("Interval", text(metadata.filled("check_interval").orElse(INTERVAL)));
    metadata.filled("check_timeout").ifPresent(t -> fields.put("Timeout", text(t)));
    if (metadata.filled("check_tls_skip_verify").isPresent()) {
      fields.put("TLSSkipVerify", new JsonValue.Bool(true));
    }
    return finished(type, fields);
  }

  private ServiceCheck finished(String type, Map<String, JsonValue> fields) {
    metadata.filled("check_initial_status").ifPresent(s -> fields.put("Status", text(s)));
    metadata
        .filled("check_deregister_after")
        .ifPresent(after -> fields.put("DeregisterCriticalServiceAfter", text(after)));
    return new ServiceCheck(type, fields);
  }

  private String hostAndPort() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port.port();
  }

  private static JsonValue text(String text) {
    return new JsonValue.Str(text);
  }
}

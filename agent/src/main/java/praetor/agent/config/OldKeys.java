package praetor.agent.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings one checked source to today's keys: old keys move to their new place with a warning,
 * unless that one is given too; a lone {@code service} or {@code check} joins its list.
 */
final class OldKeys {

  private static final Map<String, String> TLS_VERSIONS =
      Map.of("tls10", "TLSv1_0", "tls11", "TLSv1_1", "tls12", "TLSv1_2", "tls13", "TLSv1_3");

  private final Map<String, Object> source;
  private final List<String> warnings;

  private OldKeys(Map<String, Object> source, List<String> warnings) {
    this.source = source;
    this.warnings = warnings;
  }

  static Map<String, Object> modernise(Map<String, Object> source, List<String> warnings) {
    var old = new OldKeys(new LinkedHashMap<>(source), warnings);
    old.move();
    old.dropIgnored();
    old.join("service", "services");
    old.join("check", "checks");
    return old.source;
  }

  private void renameVersion() {
    if (source.get("tls_min_version") instanceof String version
        && TLS_VERSIONS.containsKey(version)) {
      var today = TLS_VERSIONS.get(version);
      warnings.add(
          "'tls_min_version' value '%s' is deprecated, please specify '%s' instead"
              .formatted(version, today));
      source.put("tls_min_version", today);
    }
  }

  private void dropIgnored() {
    if (source.remove("tls_prefer_server_cipher_suites") != null) {
      warnings.add(
          "The 'tls_prefer_server_cipher_suites' field is deprecated and will be ignored.");
    }
    if (source.remove("acl_enforce_version_8") != null) {
      warnings.add("config key \"acl_enforce_version_8\" is deprecated and should be removed");
    }
  }

  private void move() {
    var settings = new Settings(source);
    for (var row : KeyTable.INSTANCE.all().entrySet()) {
      var path = row.getKey();
      var now = row.getValue().now();
      if (now.isEmpty()) {
        continue;
      }
      if (settings.at(path).isEmpty()) {
        continue;
      }
      if (path.equals("tls_min_version")) {
        renameVersion();
      }
      var value = new Settings(source).at(path).orElseThrow();
      warnings.add(
          "The '%s' field is deprecated. Use the '%s' field instead.".formatted(path, now.get()));
      if (settings.at(now.get()).isEmpty() || value instanceof List) {
        put(now.get(), value);
      }
      remove(path);
    }
  }

  @SuppressWarnings("unchecked")
  private void put(String path, Object value) {
    var block = source;
    int from = 0;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', from)) {
      var copy = new LinkedHashMap<String, Object>();
      if (block.get(path.substring(from, dot)) instanceof Map<?, ?> there) {
        copy.putAll((Map<String, Object>) there);
      }
      block.put(path.substring(from, dot), copy);
      block = copy;
      from = dot + 1;
    }
    Merge.put(block, path.substring(from), value, Merge.Lists.APPEND);
  }

  @SuppressWarnings("unchecked")
  private void remove(String path) {
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      source.remove(path);
    } else if (new Settings(source).at(path.substring(0, dot)).orElse(null)
        instanceof Map<?, ?> block) {
      ((Map<String, Object>) block).remove(path.substring(dot + 1));
    }
  }

  private void join(String lone, String list) {
    var value = source.remove(lone);
    if (value != null) {
      Merge.put(source, list, List.of(value), Merge.Lists.APPEND);
    }
  }
}

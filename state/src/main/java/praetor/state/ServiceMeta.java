package praetor.state;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What metadata of a service may be. Source: texts of Consul 1.21.4. */
final class ServiceMeta {
  private static final int PAIRS_MAX = 64;
  private static final int KEY_CHARS_MAX = 128;
  private static final int VALUE_CHARS_MAX = 512;
  private static final String RESERVED = "consul-";
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]*");

  private ServiceMeta() {}

  static Optional<String> problem(Map<String, String> meta) {
    if (meta.size() > PAIRS_MAX) {
      return Optional.of("Node metadata cannot contain more than 64 key/value pairs");
    }
    return meta.entrySet().stream()
        .flatMap(pair -> problem(pair.getKey(), pair.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> problem(String key, String value) {
    return pairProblem(key, value)
        .map(problem -> "Couldn't load metadata pair ('" + key + "', '" + value + "'): " + problem);
  }

  private static Optional<String> pairProblem(String key, String value) {
    if (key.isEmpty()) {
      return Optional.of("Key cannot be blank");
    }
    if (!KEY.matcher(key).matches()) {
      return Optional.of("Key contains invalid characters");
    }
    if (key.length() > KEY_CHARS_MAX) {
      return Optional.of("Key is too long (limit: 128 characters)");
    }
    if (key.startsWith(RESERVED)) {
      return Optional.of("Key prefix 'consul-' is reserved for internal use");
    }
    return value.length() > VALUE_CHARS_MAX
        ? Optional.of("Value is too long (limit: 512 characters)")
        : Optional.empty();
  }
}

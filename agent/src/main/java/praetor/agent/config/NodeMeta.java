package praetor.agent.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rules for {@code node_meta} and the {@code meta} of services.
 *
 * <p>Source: public agent reference (64 pairs, keys of 128 and values of 512 characters); texts of
 * Consul 1.21.4.
 */
public final class NodeMeta {

  private static final int PAIRS_MAX = 64;
  private static final int KEY_MAX = 128;
  private static final int VALUE_MAX = 512;
  private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final String RESERVED = "consul-";

  private NodeMeta() {}

  /** What is wrong with the pairs. */
  public static Optional<String> firstFault(Map<String, String> meta) {
    return firstFault(meta, false);
  }

  /** What is wrong with pairs that nodes are chosen by: those that Consul sets itself, too. */
  public static Optional<String> firstFaultOfSelector(Map<String, String> meta) {
    return firstFault(meta, true);
  }

  private static Optional<String> firstFault(Map<String, String> meta, boolean alsoReserved) {
    if (meta.size() > PAIRS_MAX) {
      return Optional.of(
          "Node metadata cannot contain more than " + PAIRS_MAX + " key/value pairs");
    }
    for (var pair : meta.entrySet()) {
      var fault = fault(pair.getKey(), pair.getValue(), alsoReserved);
      if (fault.isPresent()) {
        return fault.map(
            why ->
                "Couldn't load metadata pair ('%s', '%s'): %s"
                    .formatted(pair.getKey(), pair.getValue(), why));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> fault(String key, String value, boolean alsoReserved) {
    if (key.isEmpty()) {
      return Optional.of("Key cannot be blank");
    }
    if (!KEY.matcher(key).matches()) {
      return Optional.of("Key contains invalid characters");
    }
    if (key.length() > KEY_MAX) {
      return Optional.of("Key is too long (limit: " + KEY_MAX + " characters)");
    }
    if (!alsoReserved && key.startsWith(RESERVED)) {
      return Optional.of("Key prefix '" + RESERVED + "' is reserved for internal use");
    }
    if (value.length() > VALUE_MAX) {
      return Optional.of("Value is too long (limit: " + VALUE_MAX + " characters)");
    }
    return Optional.empty();
  }
}

package praetor.samples.portal;

import java.util.Map;
import java.util.Optional;

/**
 * What became of a question.
 *
 * @param fields what the service answered, or its {@code error}
 * @param from who answered; empty when nobody did
 */
record Reply(Map<String, String> fields, Optional<Instance> from) {
  private static final String ERROR = "error";

  Reply {
    fields = Map.copyOf(fields);
  }

  static Reply nobody(String why) {
    return new Reply(Map.of(ERROR, why), Optional.empty());
  }

  Optional<String> error() {
    return Optional.ofNullable(fields.get(ERROR));
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }
}

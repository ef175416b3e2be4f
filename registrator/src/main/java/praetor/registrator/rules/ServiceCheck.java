package praetor.registrator.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import praetor.model.codec.JsonValue;

/**
 * A check that is registered with its service.
 *
 * @param type what the agent calls its kind: {@code http}, {@code tcp}, {@code script}, {@code
 *     ttl}, {@code grpc}
 * @param fields of the registration, by the API's names
 */
public record ServiceCheck(String type, Map<String, JsonValue> fields) {
  public ServiceCheck {
    fields = new LinkedHashMap<>(fields);
  }

  /** A text among the fields; empty when it is not there. */
  public String text(String name) {
    return fields.get(name) instanceof JsonValue.Str(var text) ? text : "";
  }
}

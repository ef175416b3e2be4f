package praetor.model.entry;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import praetor.model.codec.JsonValue;

/**
 * A config entry. Its fields are kept as they are declared in {@link EntryKinds}: under Go's names,
 * without those that are empty, durations in nanoseconds. Fields of a later version that came with
 * a snapshot stay among them.
 *
 * @param fields all but the kind, the name and the indexes
 */
public record ConfigEntry(
    String kind, String name, JsonValue.Obj fields, long createIndex, long modifyIndex) {

  /** A new one without any field: to name one. */
  public static ConfigEntry named(String kind, String name) {
    return new ConfigEntry(kind, name, new JsonValue.Obj(Map.of()), 0, 0);
  }

  public ConfigEntry withIndexes(long newCreateIndex, long newModifyIndex) {
    return new ConfigEntry(kind, name, fields, newCreateIndex, newModifyIndex);
  }

  /** Whether both say the same. */
  public boolean says(ConfigEntry other) {
    return fields.equals(other.fields);
  }

  /** A text field; empty when absent. */
  public String text(String field) {
    return text(fields, field);
  }

  /** The structures in a list field. */
  public Stream<JsonValue.Obj> structs(String field) {
    return structs(fields, field);
  }

  /** A text field of a structure; empty when absent. */
  public static String text(JsonValue.Obj struct, String field) {
    return struct.members().get(field) instanceof JsonValue.Str(var text) ? text : "";
  }

  /** The structures in a list field of a structure. */
  public static Stream<JsonValue.Obj> structs(JsonValue.Obj struct, String field) {
    return struct.members().get(field) instanceof JsonValue.Arr(var elements)
        ? elements.stream()
            .flatMap(
                each ->
                    each instanceof JsonValue.Obj found
                        ? Optional.of(found).stream()
                        : Stream.empty())
        : Stream.empty();
  }
}

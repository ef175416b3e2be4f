package praetor.model.codec;

import org.jspecify.annotations.Nullable;
import praetor.model.DecodeException;

/**
 * Where in a JSON document a decoder is, for the errors of Go's decoder, and how it treats names
 * that it does not know.
 *
 * @param struct the innermost Go struct, empty for an anonymous one
 * @param fields the fields from the top to here, joined by dots
 * @param inAlias whether it is inside a type that decodes itself: Go then names the struct that
 *     holds that type, whatever lies deeper
 */
public record JsonPath(Unknown unknown, @Nullable String struct, String fields, boolean inAlias) {
  /** What happens to a field that the shape does not have. */
  public enum Unknown {
    REFUSED,
    IGNORED
  }

  /** The top of a document whose unknown fields are errors. */
  public static JsonPath strict() {
    return new JsonPath(Unknown.REFUSED, null, "", false);
  }

  /** The top of a document whose unknown fields are passed over. */
  public static JsonPath lenient() {
    return new JsonPath(Unknown.IGNORED, null, "", false);
  }

  /** The same place, where fields that the shape does not have are treated in another way. */
  public JsonPath treating(Unknown other) {
    return new JsonPath(other, struct, fields, inAlias);
  }

  /** A field of a struct. */
  public JsonPath field(String structName, String field) {
    return new JsonPath(unknown, inAlias ? struct : structName, below(field), inAlias);
  }

  /**
   * Inside a type that decodes itself through a copy of its type named Alias. Source: {@code
   * HealthCheck.Check.Definition.Alias.HTTP} in errors of Consul 1.21.
   */
  JsonPath alias(Unknown inside) {
    return new JsonPath(inside, struct == null ? "" : struct, below("Alias"), true);
  }

  private String below(String field) {
    return fields.isEmpty() ? field : fields + "." + field;
  }

  /**
   * The error of a value that does not fit its type.
   *
   * @param what the JSON kind, with the literal of a number that does not fit: {@code number 1.5}
   */
  public DecodeException mismatch(String what, String goType) {
    var target = struct == null ? "value" : "struct field " + struct + "." + fields;
    return new DecodeException(
        "json: cannot unmarshal " + what + " into Go " + target + " of type " + goType);
  }

  DecodeException unknownField(String name) {
    return new DecodeException("json: unknown field " + GoStrings.quoted(name));
  }
}

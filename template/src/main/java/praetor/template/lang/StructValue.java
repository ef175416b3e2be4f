package praetor.template.lang;

import java.util.List;
import java.util.Optional;

/** A struct, or a pointer to one when its type's name says so. */
public record StructValue(Shape shape, List<Value> values) implements Value {

  /**
   * A struct's declaration.
   *
   * @param goName name of the Go type, {@code *dependency.Node}
   * @param fields names in the order declared
   * @param json what JSON shows, in its order
   */
  public record Shape(String goName, List<String> fields, List<JsonField> json) {
    /** In JSON all fields by their names. */
    public Shape(String goName, List<String> fields) {
      this(goName, fields, fields.stream().map(JsonField::of).toList());
    }

    public static Shape of(String goName, String... fields) {
      return new Shape(goName, List.of(fields));
    }

    /** The same with another JSON. */
    public Shape as(List<JsonField> other) {
      return new Shape(goName, fields, other);
    }
  }

  /**
   * A field in JSON.
   *
   * @param field whose value it has
   * @param onlyFull whether it is left out when that is empty
   */
  public record JsonField(String name, String field, boolean onlyFull) {
    public static JsonField of(String name) {
      return new JsonField(name, name, false);
    }
  }

  public static StructValue of(Shape shape, Value... values) {
    return new StructValue(shape, List.of(values));
  }

  @Override
  public String type() {
    return shape.goName();
  }

  /** A field's value; empty when there is no such field. */
  public Optional<Value> field(String name) {
    int at = shape.fields().indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(values.get(at));
  }

  /** A field that the shape declares. */
  public Value get(String name) {
    return values.get(shape.fields().indexOf(name));
  }

  /** A field of text that the shape declares. */
  public String text(String name) {
    return get(name) instanceof Text(String text) ? text : "";
  }

  public boolean isPointer() {
    return shape.goName().startsWith("*");
  }
}

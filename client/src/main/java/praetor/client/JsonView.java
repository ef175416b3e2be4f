package praetor.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import praetor.model.codec.JsonValue;

/** Reads of a JSON value that may lack anything: an absent field is empty, zero or false. */
public record JsonView(Optional<JsonValue> value) {

  private static final JsonValue ABSENT = new JsonValue.Null();

  /** A null is as good as absent. */
  public JsonView {
    value = value.filter(v -> !(v instanceof JsonValue.Null));
  }

  public static JsonView of(JsonValue value) {
    return new JsonView(Optional.of(value));
  }

  public JsonView field(String name) {
    return new JsonView(
        value.flatMap(
            v ->
                v instanceof JsonValue.Obj(var members)
                    ? Optional.ofNullable(members.get(name))
                    : Optional.empty()));
  }

  public String text(String name) {
    return field(name).text();
  }

  public String text() {
    return value.orElse(ABSENT) instanceof JsonValue.Str(var text) ? text : "";
  }

  /** An unsigned 64 bit number, as {@link Long#toUnsignedString} shows it. */
  public long number(String name) {
    return field(name).value.orElse(ABSENT) instanceof JsonValue.Num number
        ? number.number().longValue()
        : 0;
  }

  /** A number that may have a fraction. */
  public double decimal() {
    return value.orElse(ABSENT) instanceof JsonValue.Num number ? number.number().doubleValue() : 0;
  }

  public boolean bool(String name) {
    return field(name).value.orElse(ABSENT) instanceof JsonValue.Bool(var flag) && flag;
  }

  public List<JsonView> elements() {
    return value.orElse(ABSENT) instanceof JsonValue.Arr(var elements)
        ? elements.stream().map(JsonView::of).toList()
        : List.of();
  }

  public List<String> texts() {
    return elements().stream().map(JsonView::text).toList();
  }

  /** The fields of an object, in their order, each turned into something. */
  public <T> Map<String, T> fields(Function<JsonView, T> as) {
    var fields = new LinkedHashMap<String, T>();
    if (value.orElse(ABSENT) instanceof JsonValue.Obj(var members)) {
      members.forEach((name, field) -> fields.put(name, as.apply(of(field))));
    }
    return fields;
  }
}

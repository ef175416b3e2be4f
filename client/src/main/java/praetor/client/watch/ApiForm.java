package praetor.client.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.model.codec.JsonValue;

/**
 * How Consul's watches show a value of the API: its fields in an order of their own, zeros for what
 * is absent, some left out. Handlers were written for this form, not for that of the API.
 */
sealed interface ApiForm {
  /** Shown as it is; absent means the zero. */
  record Plain(JsonValue zero) implements ApiForm {}

  /** Any map, sorted by name; absent means null. */
  record Sorted() implements ApiForm {}

  /** A list; null stays null. */
  record Each(ApiForm element) implements ApiForm {}

  /** The first of a list; null when there is none. */
  record First(ApiForm element) implements ApiForm {}

  /** What may be missing: null then. */
  record Maybe(ApiForm form) implements ApiForm {}

  /** A record; absent means one of zeros. */
  record Fields(List<Field> fields) implements ApiForm {}

  /** When a field is shown. */
  enum Shown {
    ALWAYS,
    /** When it is there, even if it is zero. */
    PRESENT,
    /** When it is not zero. */
    FILLED
  }

  /** One field. */
  record Field(String name, ApiForm form, Shown shown) {}

  /** Begins a record. */
  static Builder record() {
    return new Builder();
  }

  /** Collects the fields of a record. */
  final class Builder {
    private final List<Field> fields = new ArrayList<>();

    private Builder() {}

    /** Fields of one form that are always shown. */
    Builder shown(ApiForm form, String... names) {
      return add(form, Shown.ALWAYS, names);
    }

    /** Fields of one form that are left out when they are zero. */
    Builder filled(ApiForm form, String... names) {
      return add(form, Shown.FILLED, names);
    }

    /** Fields of one form that are left out when they are absent. */
    Builder present(ApiForm form, String... names) {
      return add(form, Shown.PRESENT, names);
    }

    private Builder add(ApiForm form, Shown when, String... names) {
      for (var name : names) {
        fields.add(new Field(name, form, when));
      }
      return this;
    }

    ApiForm end() {
      return new Fields(List.copyOf(fields));
    }
  }

  /** The value in this form. */
  default JsonValue of(JsonValue value) {
    boolean absent = value instanceof JsonValue.Null;
    return switch (this) {
      case Plain(JsonValue zero) -> absent ? zero : value;
      case Sorted() ->
          value instanceof JsonValue.Obj(var members) ? sorted(members) : ApiForms.NULL;
      case Each(ApiForm element) ->
          value instanceof JsonValue.Arr(var elements)
              ? new JsonValue.Arr(elements.stream().map(element::of).toList())
              : ApiForms.NULL;
      case First(ApiForm element) ->
          value instanceof JsonValue.Arr(var elements) && !elements.isEmpty()
              ? element.of(elements.getFirst())
              : ApiForms.NULL;
      case Maybe(ApiForm form) -> absent ? ApiForms.NULL : form.of(value);
      case Fields(List<Field> fields) ->
          fields(fields, value instanceof JsonValue.Obj(var members) ? members : Map.of());
    };
  }

  private static JsonValue sorted(Map<String, JsonValue> members) {
    return JsonValue.Obj.of(new TreeMap<>(members));
  }

  private static JsonValue fields(List<Field> fields, Map<String, JsonValue> members) {
    var shown = new LinkedHashMap<String, JsonValue>();
    for (var field : fields) {
      var value = field.form().of(members.getOrDefault(field.name(), ApiForms.NULL));
      boolean isShown =
          switch (field.shown()) {
            case ALWAYS -> true;
            case PRESENT -> members.containsKey(field.name());
            case FILLED -> !isZero(value);
          };
      if (isShown) {
        shown.put(field.name(), value);
      }
    }
    return new JsonValue.Obj(shown);
  }

  private static boolean isZero(JsonValue value) {
    return switch (value) {
      case JsonValue.Null() -> true;
      case JsonValue.Str(var text) -> text.isEmpty();
      case JsonValue.Num(var text) -> text.equals("0");
      case JsonValue.Bool(var flag) -> !flag;
      case JsonValue.Arr(var elements) -> elements.isEmpty();
      case JsonValue.Obj(var members) -> members.isEmpty();
    };
  }
}

package praetor.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads of a JSON value that may lack anything: an absent field is empty, zero or false. */
public record JsonView(Optional<Object> value) {

  public JsonView field(String name) {
    return new JsonView(
        value.flatMap(
            v ->
                v instanceof Map<?, ?> map
                    ? Optional.ofNullable(map.get(name))
                    : Optional.empty()));
  }

  public String text(String name) {
    return field(name).text();
  }

  public String text() {
    return value.filter(String.class::isInstance).map(String.class::cast).orElse("");
  }

  /** An unsigned 64 bit number, as {@link Long#toUnsignedString} shows it. */
  public long number(String name) {
    return field(name).value.orElse(0L) instanceof Number number ? number.longValue() : 0;
  }

  public boolean bool(String name) {
    return field(name).value.orElse(false).equals(true);
  }

  public List<JsonView> elements() {
    var elements = new ArrayList<JsonView>();
    if (value.orElse(null) instanceof List<?> list) {
      list.forEach(element -> elements.add(new JsonView(Optional.ofNullable(element))));
    }
    return elements;
  }

  public List<String> texts() {
    return elements().stream().map(JsonView::text).toList();
  }

  /** The fields of an object, in their order, each turned into something. */
  public <T> Map<String, T> fields(Function<JsonView, T> as) {
    var fields = new LinkedHashMap<String, T>();
    if (value.orElse(null) instanceof Map<?, ?> map) {
      map.forEach(
          (name, field) ->
              fields.put((String) name, as.apply(new JsonView(Optional.ofNullable(field)))));
    }
    return fields;
  }
}

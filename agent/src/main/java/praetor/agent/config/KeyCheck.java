package praetor.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holds one source against the table of keys: unknown keys and wrong types are refused by name, the
 * rest is brought into one shape (lower case names, a one-element list as its element, a lone block
 * as a list where a list is due).
 *
 * <p>Source: Consul 1.21.4: type errors come first and alone; nothing is converted, except that 1.5
 * is cut to an integer.
 */
final class KeyCheck {

  private final boolean json;
  private final TreeSet<String> typeErrors = new TreeSet<>();
  private final TreeSet<String> unknown = new TreeSet<>();

  private KeyCheck(boolean json) {
    this.json = json;
  }

  /**
   * Checks the root block of a source.
   *
   * @param json the source was JSON, whose numbers are floats
   */
  static Map<String, Object> check(Map<String, ?> root, boolean json) throws ConfigException {
    var check = new KeyCheck(json);
    var checked = check.block(root, "", "");
    if (!check.typeErrors.isEmpty()) {
      throw new ConfigException(
          check.typeErrors.size()
              + " error(s) decoding:\n\n"
              + String.join("\n", check.typeErrors));
    }
    if (!check.unknown.isEmpty()) {
      throw new ConfigException(Errors.join(check.unknown));
    }
    return checked;
  }

  private Map<String, Object> block(Map<?, ?> block, String schemaPath, String shownPath) {
    var checked = new LinkedHashMap<String, Object>();
    for (var entry : block.entrySet()) {
      var name = String.valueOf(entry.getKey());
      var found = KeyTable.INSTANCE.find(schemaPath, name);
      if (found.isEmpty()) {
        unknown.add("invalid config key " + KeyTable.join(shownPath, name));
        continue;
      }
      var key = found.get();
      var lower = key.getKey().substring(key.getKey().lastIndexOf('.') + 1);
      value(key.getValue(), entry.getValue(), KeyTable.join(shownPath, lower))
          .ifPresent(value -> checked.put(lower, value));
    }
    return checked;
  }

  private Optional<Object> value(KeyTable.Key key, @Nullable Object written, String shown) {
    if (written == null) {
      return Optional.empty();
    }
    return switch (key.type()) {
      case STRING, DURATION, ADDRESS -> text(written, shown).map(t -> t);
      case BOOL -> scalar(written, Boolean.class, "bool", shown);
      case INT -> integer(written, "int", shown);
      case UINT -> integer(written, "uint", shown);
      case UINT32 -> integer(written, "uint32", shown);
      case FLOAT ->
          scalar(written, Number.class, "float64", shown).map(n -> ((Number) n).doubleValue());
      case STRINGS -> strings(written, shown).map(l -> l);
      case TEXTS, DURATIONS -> named(written, shown, this::text);
      case TEXTLISTS -> named(written, shown, this::strings);
      case OBJECT -> map(written, shown).map(m -> block(m, key.children(), shown));
      case OBJECTS -> objects(written, shown, key.children());
      case BLOCKS ->
          named(
              written,
              shown,
              (value, here) -> map(value, here).map(m -> block(m, key.children(), here)));
      case FREE -> map(written, shown).map(m -> m);
      case FREES -> list(written, shown).map(l -> l);
      case ANY -> Optional.of(written);
    };
  }

  private Optional<String> text(Object written, String shown) {
    return scalar(written, String.class, "string", shown).map(String.class::cast);
  }

  private Optional<Object> scalar(Object written, Class<?> type, String goType, String shown) {
    var value = unwrap(written);
    if (type.isInstance(value)) {
      return Optional.of(value);
    }
    typeErrors.add(
        "* '%s' expected type '%s', got unconvertible type '%s', value: '%s'"
            .formatted(shown, goType, GoFormat.type(value, json), GoFormat.value(value, json)));
    return Optional.empty();
  }

  private Optional<Object> integer(Object written, String goType, String shown) {
    var number = scalar(written, Number.class, goType, shown).map(n -> ((Number) n).longValue());
    if (number.isPresent() && number.get() < 0 && goType.startsWith("uint")) {
      typeErrors.add("* cannot parse '%s', %d overflows uint".formatted(shown, number.get()));
      return Optional.empty();
    }
    return number.map(n -> n);
  }

  private Optional<List<?>> list(Object written, String shown) {
    return switch (written) {
      case List<?> list -> Optional.of(list);
      case Map<?, ?> lone -> Optional.of(List.of(lone));
      default -> {
        typeErrors.add(
            "* '%s': source data must be an array or slice, got %s"
                .formatted(shown, GoFormat.type(written, json)));
        yield Optional.empty();
      }
    };
  }

  private Optional<List<String>> strings(Object written, String shown) {
    var checked = new ArrayList<String>();
    int i = 0;
    for (var element : list(written, shown).orElse(List.of())) {
      text(element, shown + "[" + i++ + "]").ifPresent(checked::add);
    }
    return Optional.of(checked);
  }

  private Optional<Map<?, ?>> map(Object written, String shown) {
    var value = unwrap(written);
    if (value instanceof Map<?, ?> map) {
      return Optional.of(map);
    }
    var got = value instanceof List ? "slice" : GoFormat.type(value, json);
    typeErrors.add("* '%s' expected a map, got '%s'".formatted(shown, got));
    return Optional.empty();
  }

  /**
   * A map of names of the user's own.
   *
   * @param element checks a value that is shown so
   */
  private Optional<Object> named(
      Object written, String shown, BiFunction<Object, String, Optional<?>> element) {
    var checked = new LinkedHashMap<String, Object>();
    map(written, shown)
        .ifPresent(
            map ->
                map.forEach(
                    (name, value) ->
                        element
                            .apply(value, shown + "[" + name + "]")
                            .ifPresent(good -> checked.put(String.valueOf(name), good))));
    return Optional.of(checked);
  }

  private Optional<Object> objects(Object written, String shown, String children) {
    var checked = new ArrayList<Object>();
    int i = 0;
    for (var element : list(written, shown).orElse(List.of())) {
      var here = shown + "[" + i++ + "]";
      map(element, here).ifPresent(map -> checked.add(block(map, children, here)));
    }
    return Optional.of(checked);
  }

  /** A list of one stands for its element. */
  private static Object unwrap(Object value) {
    return value instanceof List<?> list && list.size() == 1 && list.getFirst() != null
        ? unwrap(list.getFirst())
        : value;
  }
}

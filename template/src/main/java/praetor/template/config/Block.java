package praetor.template.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import praetor.client.GoBool;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.codec.GoStrings;

/**
 * A block of configuration that is read key by key; what nobody asked for is an unknown key. Faults
 * are collected, so that all of them are told at once.
 *
 * <p>Source: texts of consul-template 0.42.1.
 */
final class Block {
  private final String path;
  private final Map<String, Object> values;
  private final List<String> faults;
  private final Set<String> asked = new HashSet<>();

  Block(String path, Map<String, Object> values, List<String> faults) {
    this.path = path;
    this.values = values;
    this.faults = faults;
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Optional<Object> value(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  void fault(String key, String why) {
    faults.add("error decoding '" + pathOf(key) + "': " + why);
  }

  private void wrongType(String key, String wanted, Object value) {
    faults.add(
        "'%s' expected type '%s', got unconvertible type '%s'"
            .formatted(pathOf(key), wanted, goType(value)));
  }

  private static String goType(Object value) {
    return switch (value) {
      case String _ -> "string";
      case Boolean _ -> "bool";
      case Long _, Integer _ -> "int";
      case Double _ -> "float64";
      case List<?> _ -> "[]interface {}";
      default -> "map[string]interface {}";
    };
  }

  Optional<String> text(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof List || value.get() instanceof Map) {
      wrongType(key, "string", value.get());
      return Optional.empty();
    }
    return Optional.of(String.valueOf(value.get()));
  }

  Optional<Boolean> flag(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    return switch (value.get()) {
      case Boolean flag -> Optional.of(flag);
      case Long number -> Optional.of(number != 0);
      case String text when GoBool.parse(text).isPresent() -> GoBool.parse(text);
      case String text -> {
        faults.add(
            "cannot parse '%s' as bool: strconv.ParseBool: parsing %s: invalid syntax"
                .formatted(pathOf(key), GoStrings.quoted(text)));
        yield Optional.empty();
      }
      default -> {
        wrongType(key, "bool", value.get());
        yield Optional.empty();
      }
    };
  }

  boolean flag(String key, boolean otherwise) {
    return flag(key).orElse(otherwise);
  }

  Optional<Integer> number(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Number number) {
      return Optional.of(number.intValue());
    }
    if (value.get() instanceof String text && text.matches("-?[0-9]{1,9}")) {
      return Optional.of(Integer.parseInt(text));
    }
    if (value.get() instanceof String text) {
      faults.add(
          "cannot parse '%s' as int: strconv.ParseInt: parsing %s: invalid syntax"
              .formatted(pathOf(key), GoStrings.quoted(text)));
    } else {
      wrongType(key, "int", value.get());
    }
    return Optional.empty();
  }

  Optional<Duration> duration(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get() instanceof Number number) {
      return Optional.of(Duration.ofNanos(number.longValue()));
    }
    try {
      return Optional.of(GoDuration.parse(String.valueOf(value.get())));
    } catch (DecodeException wrong) {
      fault(key, String.valueOf(wrong.getMessage()));
      return Optional.empty();
    }
  }

  /** Octal permissions. */
  Optional<Integer> permissions(String key) {
    var text = text(key).filter(t -> !t.isEmpty());
    if (text.isPresent() && !text.get().matches("[0-7]{1,6}")) {
      fault(key, "strconv.ParseUint: parsing " + GoStrings.quoted(text.get()) + ": invalid syntax");
      return Optional.empty();
    }
    return text.map(t -> Integer.parseInt(t, 8));
  }

  /** A text or a list of them. */
  List<String> texts(String key) {
    var value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (var each : Tree.listOf(value.get())) {
      if (each instanceof Map || each instanceof List) {
        wrongType(key, "string", each);
      } else {
        texts.add(String.valueOf(each));
      }
    }
    return List.copyOf(texts);
  }

  /** The block of a key, an empty one if it is missing. */
  Block block(String key) {
    var value = value(key);
    var map = value.flatMap(Tree::onlyMap);
    if (value.isPresent() && map.isEmpty()) {
      wrongType(key, "map", value.get());
    }
    return new Block(pathOf(key), map.orElse(Map.of()), faults);
  }

  /** All blocks of a key. */
  List<Block> blocks(String key) {
    var blocks = new ArrayList<Block>();
    var all = value(key).map(Tree::listOf).orElse(List.of());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Map<?, ?> map) {
        blocks.add(new Block(pathOf(key) + "[" + i + "]", Tree.checked(map), faults));
      } else {
        wrongType(key + "[" + i + "]", "map", all.get(i));
      }
    }
    return blocks;
  }

  boolean isText(String key) {
    return values.get(key) instanceof String;
  }

  /** Takes these keys as they come. */
  void ignore(String... keys) {
    asked.addAll(List.of(keys));
  }

  /** Says which keys nobody knows. */
  void done() {
    var unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(asked);
    if (!unknown.isEmpty()) {
      faults.add("'" + path + "' has invalid keys: " + String.join(", ", unknown));
    }
  }
}

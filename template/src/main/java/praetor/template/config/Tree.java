package praetor.template.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.hcl.HclParser;

/**
 * Configuration as it was written: maps, lists, texts, numbers, flags. Later trees win key by key;
 * blocks that may come several times add up.
 */
public final class Tree {
  private Tree() {}

  /**
   * Reads HCL, or JSON by the look of it.
   *
   * @throws DecodeException saying where
   */
  public static Map<String, Object> parse(String text) throws DecodeException {
    if (!text.stripLeading().startsWith("{")) {
      return HclParser.parse(text);
    }
    var json = JsonReader.readWhole(text.getBytes(StandardCharsets.UTF_8));
    return plain(json) instanceof Map<?, ?> map ? checked(map) : Map.of();
  }

  private static Object plain(JsonValue json) {
    return switch (json) {
      case JsonValue.Null() -> "";
      case JsonValue.Bool(boolean flag) -> flag;
      case JsonValue.Str(String text) -> text;
      case JsonValue.Num number -> number.number();
      case JsonValue.Arr(List<JsonValue> elements) -> elements.stream().map(Tree::plain).toList();
      case JsonValue.Obj(var members) -> {
        var map = new LinkedHashMap<String, Object>();
        members.forEach((name, member) -> map.put(name, plain(member)));
        yield map;
      }
    };
  }

  /** A map whose keys are texts. */
  static Map<String, Object> checked(Map<?, ?> map) {
    var checked = new LinkedHashMap<String, Object>();
    map.forEach((key, value) -> checked.put(String.valueOf(key), value));
    return checked;
  }

  /** One tree of two; blocks of these names add up. */
  static Map<String, Object> merge(
      Map<String, Object> first, Map<String, Object> later, Set<String> adding) {
    var merged = new LinkedHashMap<>(first);
    later.forEach(
        (key, value) -> {
          var before = Optional.ofNullable(merged.get(key));
          if (before.isEmpty()) {
            merged.put(key, value);
          } else if (adding.contains(key)) {
            var all = new ArrayList<>(listOf(before.get()));
            all.addAll(listOf(value));
            merged.put(key, all);
          } else {
            merged.put(key, mergedValue(before.get(), value));
          }
        });
    return merged;
  }

  private static Object mergedValue(Object before, Object value) {
    var first = onlyMap(before);
    var later = onlyMap(value);
    return first.isPresent() && later.isPresent()
        ? merge(first.get(), later.get(), Set.of())
        : value;
  }

  /** A block, alone or in a list; several of them as one. */
  static Optional<Map<String, Object>> onlyMap(Object value) {
    if (value instanceof Map<?, ?> map) {
      return Optional.of(checked(map));
    }
    if (!(value instanceof List<?> list)
        || list.isEmpty()
        || !list.stream().allMatch(Map.class::isInstance)) {
      return Optional.empty();
    }
    Map<String, Object> all = new LinkedHashMap<>();
    for (var each : list) {
      all = each instanceof Map<?, ?> map ? merge(all, checked(map), Set.of()) : all;
    }
    return Optional.of(all);
  }

  static List<Object> listOf(Object value) {
    return value instanceof List<?> list ? new ArrayList<>(list) : List.of(value);
  }

  /** Sets a value deep in a tree: {@code consul.ssl.verify}. */
  @SuppressWarnings("unchecked")
  public static void set(Map<String, Object> tree, String path, Object value) {
    var at = tree;
    var parts = path.split("\\.", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      at =
          (Map<String, Object>)
              at.computeIfAbsent(parts[i], _ -> new LinkedHashMap<String, Object>());
    }
    at.put(parts[parts.length - 1], value);
  }
}

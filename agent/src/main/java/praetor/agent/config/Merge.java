package praetor.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays one block over another: later scalars win, blocks merge key by key, lists join. */
final class Merge {

  /** Where the elements of the later list go; those of flags come first. */
  enum Lists {
    APPEND,
    PREPEND
  }

  private Merge() {}

  static void into(Map<String, Object> base, Map<String, Object> later, Lists lists) {
    later.forEach((name, value) -> put(base, name, value, lists));
  }

  @SuppressWarnings("unchecked")
  static void put(Map<String, Object> base, String name, Object value, Lists lists) {
    var before = base.get(name);
    if (before instanceof Map && value instanceof Map) {
      var merged = new LinkedHashMap<>((Map<String, Object>) before);
      into(merged, (Map<String, Object>) value, lists);
      base.put(name, merged);
    } else if (before instanceof List<?> first && value instanceof List<?> second) {
      var joined = new ArrayList<Object>();
      joined.addAll(lists == Lists.APPEND ? first : second);
      joined.addAll(lists == Lists.APPEND ? second : first);
      base.put(name, joined);
    } else {
      base.put(name, value);
    }
  }
}

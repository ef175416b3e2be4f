package praetor.template.lang;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions by name. Immutable. */
public final class Functions {
  private final Map<String, Function> byName;

  private Functions(Map<String, Function> byName) {
    this.byName = byName;
  }

  public static Functions of(List<Function> functions) {
    var byName = new HashMap<String, Function>();
    functions.forEach(function -> byName.put(function.name(), function));
    return new Functions(byName);
  }

  /** These and more; of two with one name the other one counts. */
  public Functions and(List<Function> more) {
    var all = new HashMap<>(byName);
    more.forEach(function -> all.put(function.name(), function));
    return new Functions(all);
  }

  Optional<Function> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public boolean has(String name) {
    return byName.containsKey(name);
  }
}

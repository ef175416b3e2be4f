package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import praetor.template.lang.Function;

/** sprig's functions, each with {@code sprig_} before its name. Source: documentation of sprig 3. */
final class Sprig {
  private static final String PREFIX = "sprig_";

  private Sprig() {}

  static List<Function> all(Surroundings surroundings) {
    var all = new ArrayList<Function>();
    return all.stream().map(Sprig::prefixed).toList();
  }

  private static Function prefixed(Function function) {
    return new Function(
        PREFIX + function.name(), function.params(), function.more(), function.body());
  }
}

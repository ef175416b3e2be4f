package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import praetor.template.lang.Function;

/**
 * sprig's functions, each with {@code sprig_} before its name. Source: documentation of sprig 3.
 */
final class Sprig {
  private static final String PREFIX = "sprig_";
  private static final List<Function> PURE = pure();

  private Sprig() {}

  private static List<Function> pure() {
    var all = new ArrayList<Function>();
    all.addAll(SprigTexts.all());
    all.addAll(SprigLists.all());
    all.addAll(SprigDicts.all());
    all.addAll(SprigNumbers.all());
    all.addAll(SprigRegexes.all());
    all.addAll(SprigTypes.all());
    all.addAll(SprigPaths.all());
    all.addAll(SprigVersions.all());
    return all.stream().map(Sprig::prefixed).toList();
  }

  static List<Function> all(Surroundings surroundings) {
    var all = new ArrayList<>(PURE);
    SprigDates.all(surroundings).forEach(each -> all.add(prefixed(each)));
    SprigSecrets.all(surroundings).forEach(each -> all.add(prefixed(each)));
    return all;
  }

  private static Function prefixed(Function function) {
    return new Function(
        PREFIX + function.name(), function.params(), function.more(), function.body());
  }
}

package praetor.template.func;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.Param;
import praetor.template.lang.Values;

/**
 * sprig's versions and constraints on them: {@code >=1.2 <2 || ^3, ~1.2.3, 1.x, 1.2 - 1.4}.
 *
 * <p>Source: documentation of Masterminds semver 3.
 */
final class SprigVersions {
  private static final String NUMBER =
      "v?([0-9]+|[xX*])(?:\\.([0-9]+|[xX*]))?(?:\\.([0-9]+|[xX*]))?";
  private static final Pattern PART =
      Pattern.compile(
          "\\s*(=|!=|>=|=>|<=|=<|>|<|~>|~|\\^)?\\s*("
              + NUMBER
              + "(-[0-9A-Za-z\\-.]+)?(\\+[0-9A-Za-z\\-.]+)?)\\s*,?");
  private static final Pattern RANGE = Pattern.compile("\\s*(\\S+)\\s+-\\s+(\\S+)\\s*");

  private SprigVersions() {}

  static List<Function> all() {
    return List.of(
        Function.of("semver", args -> version(Args.text(args, 0)), Param.STRING),
        Function.of(
            "semverCompare",
            args -> Values.bool(holds(Args.text(args, 0), Args.text(args, 1))),
            Param.STRING,
            Param.STRING));
  }

  private static Version version(String text) throws FunctionException {
    var version = Version.parse(text);
    if (version.isEmpty()) {
      throw new FunctionException("Invalid Semantic Version");
    }
    return version.get();
  }

  private static boolean holds(String constraint, String text) throws FunctionException {
    checkForm(constraint);
    var version = version(text);
    for (var all : constraint.split("\\|\\|", -1)) {
      if (allHold(all, version)) {
        return true;
      }
    }
    return false;
  }

  private static void checkForm(String constraint) throws FunctionException {
    for (var all : constraint.split("\\|\\|", -1)) {
      boolean range = RANGE.matcher(all).matches();
      if (!range && !Pattern.compile("(?:" + PART.pattern() + ")+").matcher(all).matches()) {
        throw new FunctionException("improper constraint: " + constraint);
      }
    }
  }

  private static boolean allHold(String constraints, Version version) {
    var range = RANGE.matcher(constraints);
    var plain = range.matches() ? ">=" + range.group(1) + " <=" + range.group(2) : constraints;
    var parts = PART.matcher(plain);
    while (parts.find()) {
      var sign = Optional.ofNullable(parts.group(1)).orElse("");
      if (!one(sign, parts.group(2), version)) {
        return false;
      }
    }
    return true;
  }

  private static boolean one(String sign, String text, Version version) {
    var core = text.split("[-+]", 2)[0];
    var numbers = core.replaceFirst("^v", "").split("\\.", -1);
    int given = 0;
    while (given < numbers.length && numbers[given].matches("[0-9]+")) {
      given++;
    }
    var least =
        new Version(
            text,
            at(numbers, 0, given),
            at(numbers, 1, given),
            at(numbers, 2, given),
            text.contains("-") ? text.substring(text.indexOf('-') + 1).split("\\+", 2)[0] : "",
            "");
    // Who does not name a version before a release does not get one.
    if (!version.pre().isEmpty() && least.pre().isEmpty()) {
      return false;
    }
    int order = version.compareTo(least);
    return switch (sign) {
      case "", "=" -> given == 3 ? order == 0 : order >= 0 && before(version, least, given);
      case "!=" -> given == 3 ? order != 0 : !(order >= 0 && before(version, least, given));
      case ">" -> given == 3 ? order > 0 : order >= 0 && !before(version, least, given);
      case ">=", "=>" -> order >= 0;
      case "<" -> order < 0;
      case "<=", "=<" -> given == 3 ? order <= 0 : order < 0 || before(version, least, given);
      case "~", "~>" -> order >= 0 && before(version, least, Math.min(given, 2));
      default -> order >= 0 && before(version, least, caret(least, given));
    };
  }

  private static long at(String[] numbers, int index, int given) {
    return index < given ? Long.parseLong(numbers[index]) : 0;
  }

  /** How many numbers a caret holds fast: up to the first that is not 0. */
  private static int caret(Version least, int given) {
    if (least.major() > 0 || given < 2) {
      return Math.min(given, 1);
    }
    return least.minor() > 0 || given < 3 ? 2 : 3;
  }

  /** Whether the first numbers are those of the other. */
  private static boolean before(Version version, Version least, int count) {
    return (count < 1 || version.major() == least.major())
        && (count < 2 || version.minor() == least.minor())
        && (count < 3 || version.patch() == least.patch());
  }
}

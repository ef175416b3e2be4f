package praetor.template.func;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import praetor.template.lang.FunctionException;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * What plain YAML words mean.
 *
 * <p>Source: YAML 1.1, "Tag repository", as Go's yaml.v2 takes it.
 */
final class YamlScalars {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final int UINT_DIGITS_MAX = 20;
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern SEXAGESIMAL =
      Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
              + "(?:(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
              + "(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?");
  private static final Pattern INTEGER =
      Pattern.compile("[+-]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");

  private YamlScalars() {}

  /** The value of a plain word; empty for a text. */
  static Optional<Value> resolve(String word) {
    if (NULL.contains(word)) {
      return Optional.of(Values.NIL);
    }
    if (TRUE.contains(word) || FALSE.contains(word)) {
      return Optional.of(Values.bool(TRUE.contains(word)));
    }
    boolean begun = !word.isEmpty() && "+-.0123456789".indexOf(word.charAt(0)) >= 0;
    return begun ? special(word).or(() -> number(word.replace("_", ""))) : Optional.empty();
  }

  /** Whether a text has to be quoted so as not to be taken for something else. */
  static boolean needsQuotes(String text) {
    return TRUE.contains(text)
        || FALSE.contains(text)
        || resolve(text).isPresent()
        || DATE.matcher(text).matches()
        || SEXAGESIMAL.matcher(text).matches();
  }

  private static Optional<Value> special(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case ".inf", "+.inf" -> Optional.of(new Value.Real(Double.POSITIVE_INFINITY));
      case "-.inf" -> Optional.of(new Value.Real(Double.NEGATIVE_INFINITY));
      case ".nan" -> Optional.of(new Value.Real(Double.NaN));
      default -> Optional.empty();
    };
  }

  private static Optional<Value> number(String word) {
    try {
      if (INTEGER.matcher(word).matches()) {
        return Optional.of(Values.integer(integer(word)));
      }
    } catch (NumberFormatException _) {
      if (word.matches("[0-9]+") && word.length() <= UINT_DIGITS_MAX) {
        return Optional.of(new Value.Int(Long.parseUnsignedLong(word), Value.IntKind.UINT64));
      }
      // Too large for an integer: a fraction then, or a text.
    }
    if (!FLOAT.matcher(word).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Value.Real(GoParse.real(word)));
    } catch (FunctionException tooLarge) {
      return Optional.empty();
    }
  }

  private static long integer(String word) {
    boolean negative = word.startsWith("-");
    var digits = negative || word.startsWith("+") ? word.substring(1) : word;
    var lower = digits.toLowerCase(Locale.ROOT);
    var sign = negative ? "-" : "";
    if (lower.startsWith("0x")) {
      return Long.parseLong(sign + lower.substring(2), 16);
    }
    if (lower.startsWith("0b")) {
      return Long.parseLong(sign + lower.substring(2), 2);
    }
    if (lower.startsWith("0o")) {
      return Long.parseLong(sign + lower.substring(2), 8);
    }
    boolean octal = digits.length() > 1 && digits.startsWith("0");
    return Long.parseLong(sign + digits, octal ? 8 : 10);
  }
}

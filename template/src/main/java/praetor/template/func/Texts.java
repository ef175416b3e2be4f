package praetor.template.func;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import praetor.model.DecodeException;
import praetor.model.regex.GoRegex;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** consul-template's helpers for text. */
final class Texts {
  /** What Go's strings.TrimSpace drops. */
  private static final String BLANKS =
      " \t\n\u000b\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
          + "\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

  /** A margin beyond that is no template any more, and would need gigabytes. */
  private static final long MARGIN_MAX = 100_000_000;

  private static final String MID_LETTERS = "'.:·’";

  private Texts() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(one("toLower", Texts::lower));
    all.add(one("toUpper", Texts::upper));
    all.add(one("toTitle", Texts::title));
    all.add(one("trimSpace", text -> trim(text, BLANKS)));
    all.add(two("trim", (cut, text) -> trim(text, cut)));
    all.add(two("trimPrefix", Texts::withoutPrefix));
    all.add(two("trimSuffix", Texts::withoutSuffix));
    all.add(
        Function.of(
            "replaceAll",
            args ->
                Values.text(replaceAll(Args.text(args, 2), Args.text(args, 0), Args.text(args, 1))),
            Param.STRING,
            Param.STRING,
            Param.STRING));
    all.add(
        Function.of(
            "split",
            args -> ListValue.texts(split(Args.text(args, 0), Args.text(args, 1))),
            Param.STRING,
            Param.STRING));
    all.add(Function.of("splitToMap", Texts::splitToMap, Param.STRING, Param.STRING, Param.STRING));
    all.add(
        Function.of(
            "join",
            args -> Values.text(String.join(Args.text(args, 0), Args.texts(args, 1))),
            Param.STRING,
            Param.STRINGS));
    all.add(Function.of("indent", Texts::indent, Param.INT, Param.STRING));
    all.add(
        Function.of(
            "regexMatch",
            args -> Values.bool(regex(Args.text(args, 0)).matcher(Args.text(args, 1)).find()),
            Param.STRING,
            Param.STRING));
    all.add(
        Function.of(
            "regexReplaceAll",
            args ->
                Values.text(
                    replaceAll(regex(Args.text(args, 0)), Args.text(args, 2), Args.text(args, 1))),
            Param.STRING,
            Param.STRING,
            Param.STRING));
    return all;
  }

  /** From text to text. */
  interface One {
    String of(String text);
  }

  /** From two texts to text. */
  interface Two {
    String of(String first, String second);
  }

  static Function one(String name, One change) {
    return Function.of(name, args -> Values.text(change.of(Args.text(args, 0))), Param.STRING);
  }

  static Function two(String name, Two change) {
    return Function.of(
        name,
        args -> Values.text(change.of(Args.text(args, 0), Args.text(args, 1))),
        Param.STRING,
        Param.STRING);
  }

  /** One character for one, as Go does it: the sharp s stays. */
  static String upper(String text) {
    var upper = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> GoText.isByte(point) ? 0xfffd : Character.toUpperCase(point))
        .forEach(upper::appendCodePoint);
    return upper.toString();
  }

  /** A byte that is no character becomes the sign for that, as in Go. */
  static String lower(String text) {
    var lower = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> GoText.isByte(point) ? 0xfffd : Character.toLowerCase(point))
        .forEach(lower::appendCodePoint);
    return lower.toString();
  }

  /** The first letter of each word as a capital; the rest of it stays. */
  private static String title(String text) {
    var title = new StringBuilder(text.length());
    int[] points = text.codePoints().toArray();
    boolean inWord = false;
    boolean begun = false;
    for (int i = 0; i < points.length; i++) {
      int point = points[i];
      boolean letter = Character.isLetterOrDigit(point) || point == '_';
      begun &= inWord;
      title.appendCodePoint(begun ? point : Character.toTitleCase(point));
      begun |= Character.isLetter(point);
      boolean joins =
          inWord
              && MID_LETTERS.indexOf(point) >= 0
              && i + 1 < points.length
              && Character.isLetter(points[i + 1]);
      inWord = letter || joins;
    }
    return title.toString();
  }

  static String trimSpace(String text) {
    return trim(text, BLANKS);
  }

  static String trim(String text, String cut) {
    return trimRight(trimLeft(text, cut), cut);
  }

  static String trimLeft(String text, String cut) {
    int from = 0;
    while (from < text.length() && cut.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    return text.substring(from);
  }

  private static String trimRight(String text, String cut) {
    int to = text.length();
    while (to > 0 && cut.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(0, to);
  }

  static String withoutPrefix(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  static String withoutSuffix(String suffix, String text) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  /** An empty old text stands before each character and at the end. */
  static String replaceAll(String text, String old, String with) {
    if (!old.isEmpty()) {
      return text.replace(old, with);
    }
    var replaced = new StringBuilder(with);
    text.codePoints().forEach(point -> replaced.appendCodePoint(point).append(with));
    return replaced.toString();
  }

  private static List<String> split(String separator, String text) {
    var trimmed = trimSpace(text);
    return trimmed.isEmpty() ? List.of() : parts(trimmed, separator, -1);
  }

  /** Go's strings.SplitN. */
  static List<String> parts(String text, String separator, int most) {
    var parts = new ArrayList<String>();
    if (most == 0) {
      return parts;
    }
    if (separator.isEmpty()) {
      text.codePoints().forEach(point -> parts.add(Character.toString(point)));
      return parts;
    }
    int from = 0;
    int at = text.indexOf(separator);
    while (at >= 0 && (most < 0 || parts.size() < most - 1)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Value splitToMap(List<Value> args) {
    var map = new MapValue(MapValue.STRINGS);
    for (var part : split(Args.text(args, 0), Args.text(args, 2))) {
      var separator = Args.text(args, 1);
      int at = part.indexOf(separator);
      if (at >= 0) {
        map.put(part.substring(0, at), Values.text(part.substring(at + separator.length())));
      }
    }
    return map;
  }

  private static Value indent(List<Value> args) throws FunctionException {
    if (Args.number(args, 0) < 0) {
      throw new FunctionException("indent value must be a positive integer");
    }
    if (Args.number(args, 0) > MARGIN_MAX) {
      throw new FunctionException("runtime error: makeslice: len out of range");
    }
    var margin = " ".repeat(Args.size(args, 0));
    var indented = new StringBuilder();
    var text = Args.text(args, 1);
    boolean lineStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      indented.append(lineStart && c != '\n' ? margin : "").append(c);
      lineStart = c == '\n';
    }
    return Values.text(indented.toString());
  }

  static Pattern regex(String expression) throws FunctionException {
    try {
      GoRegex.compile(expression);
      return Pattern.compile(expression);
    } catch (DecodeException | PatternSyntaxException wrong) {
      throw new FunctionException(String.valueOf(wrong.getMessage()));
    }
  }

  /** With Go's {@code $1} and {@code ${name}} in the replacement. */
  static String replaceAll(Pattern pattern, String text, String with) {
    var replaced = new StringBuilder();
    var matcher = pattern.matcher(text);
    int from = 0;
    int lastEnd = -1;
    while (matcher.find()) {
      // An empty match right behind another one is none.
      if (matcher.end() == lastEnd) {
        continue;
      }
      lastEnd = matcher.end();
      replaced.append(text, from, matcher.start());
      Expansion.append(replaced, with, matcher, pattern);
      from = matcher.end();
    }
    return replaced.append(text.substring(from)).toString();
  }
}

package praetor.template.func;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.ListValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's regular expressions, in RE2's syntax; those with {@code must} before their names. */
final class SprigRegexes {
  private SprigRegexes() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.of("regexMatch", SprigRegexes::matches, Param.STRING, Param.STRING));
    all.add(
        Function.of(
            "mustRegexMatch",
            args -> Values.bool(Texts.regex(Args.text(args, 0)).matcher(Args.text(args, 1)).find()),
            Param.STRING,
            Param.STRING));
    both(all, "regexFind", SprigRegexes::find, Param.STRING, Param.STRING);
    both(all, "regexFindAll", SprigRegexes::findAll, Param.STRING, Param.STRING, Param.INT);
    both(
        all,
        "regexReplaceAll",
        (pattern, args) ->
            Values.text(Texts.replaceAll(pattern, Args.text(args, 1), Args.text(args, 2))),
        Param.STRING,
        Param.STRING,
        Param.STRING);
    both(
        all,
        "regexReplaceAllLiteral",
        (pattern, args) ->
            Values.text(
                Texts.replaceAll(
                    pattern, Args.text(args, 1), Args.text(args, 2).replace("$", "$$"))),
        Param.STRING,
        Param.STRING,
        Param.STRING);
    both(all, "regexSplit", SprigRegexes::split, Param.STRING, Param.STRING, Param.INT);
    all.add(Texts.one("regexQuoteMeta", SprigRegexes::quoteMeta));
    return all;
  }

  private interface Body {
    Value of(Pattern pattern, List<Value> args);
  }

  /** The one without must panics when it cannot read the expression. */
  private static void both(List<Function> all, String name, Body body, Param... params) {
    all.add(
        Function.of(
            name,
            args -> {
              var expression = Args.text(args, 0);
              try {
                return body.of(Texts.regex(expression), args);
              } catch (FunctionException wrong) {
                throw new FunctionException(
                    "regexp: Compile(`" + expression + "`): " + wrong.getMessage());
              }
            },
            params));
    var capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    all.add(
        Function.of(
            "must" + capital, args -> body.of(Texts.regex(Args.text(args, 0)), args), params));
  }

  private static Value matches(List<Value> args) {
    try {
      return Values.bool(Texts.regex(Args.text(args, 0)).matcher(Args.text(args, 1)).find());
    } catch (FunctionException wrong) {
      return Values.FALSE;
    }
  }

  private static Value find(Pattern pattern, List<Value> args) {
    var matcher = pattern.matcher(Args.text(args, 1));
    return matcher.find() ? Values.text(matcher.group()) : Values.EMPTY;
  }

  private static Value findAll(Pattern pattern, List<Value> args) {
    var matcher = pattern.matcher(Args.text(args, 1));
    int most = Args.size(args, 2);
    var found = new ArrayList<String>();
    int lastEnd = -1;
    while ((most < 0 || found.size() < most) && matcher.find()) {
      if (isMatch(matcher, lastEnd)) {
        found.add(matcher.group());
      }
      lastEnd = matcher.end();
    }
    return found.isEmpty() ? ListValue.nil(ListValue.STRINGS) : ListValue.texts(found);
  }

  private static Value split(Pattern pattern, List<Value> args) {
    var text = Args.text(args, 1);
    int most = Args.size(args, 2);
    var parts = new ArrayList<String>();
    if (most == 0) {
      return ListValue.nil(ListValue.STRINGS);
    }
    if (!pattern.pattern().isEmpty() && text.isEmpty()) {
      return ListValue.texts(List.of(""));
    }
    var matcher = pattern.matcher(text);
    int from = 0;
    int end = 0;
    int lastEnd = -1;
    while ((most < 0 || parts.size() < most - 1) && matcher.find()) {
      if (!isMatch(matcher, lastEnd)) {
        continue;
      }
      lastEnd = matcher.end();
      end = matcher.start();
      if (matcher.end() != 0) {
        parts.add(text.substring(from, end));
      }
      from = matcher.end();
    }
    if (end != text.length()) {
      parts.add(text.substring(from));
    }
    return ListValue.texts(parts);
  }

  /** An empty match right behind another one is none. Source: documentation of Go's regexp. */
  private static boolean isMatch(com.google.re2j.Matcher matcher, int lastEnd) {
    return matcher.end() > matcher.start() || matcher.end() != lastEnd;
  }

  private static String quoteMeta(String text) {
    var quoted = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted.append("\\.+*?()|[]{}^$".indexOf(c) >= 0 ? "\\" : "").append(c);
    }
    return quoted.toString();
  }
}

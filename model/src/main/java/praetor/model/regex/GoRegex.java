package praetor.model.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import praetor.model.DecodeException;

/**
 * A regular expression in Go's syntax, matched in time linear in the text: RE2 for Java, which is
 * Go's own engine in Java and has its errors. Immutable, safe for any thread.
 */
public final class GoRegex {
  private final Pattern pattern;

  private GoRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws DecodeException with Go's text: <code>error parsing regexp: missing closing ): `(`
   *     </code>
   */
  public static GoRegex compile(String expression) throws DecodeException {
    try {
      RegexLimits.check(expression);
      return new GoRegex(Pattern.compile(expression));
    } catch (PatternSyntaxException e) {
      throw new DecodeException(goError(expression, e), e);
    }
  }

  // Two errors the Java engine words in its own way.
  private static String goError(String expression, PatternSyntaxException e) {
    return switch (e.getDescription()) {
      case "regexp/syntax: internal error" -> goError("unexpected )", expression);
      case "trailing backslash at end of expression" -> goError(e.getDescription(), "");
      default -> goError(e.getDescription(), e.getPattern());
    };
  }

  private static String goError(String what, String where) {
    return "error parsing regexp: " + what + ": `" + where + "`";
  }

  /** Whether the text has a match anywhere. */
  public boolean matches(String text) {
    return pattern.matcher(text).find();
  }

  /**
   * The first match and its groups, empty for a group that took no part; an empty list without a
   * match.
   */
  public List<String> firstMatch(String text) {
    var matcher = pattern.matcher(text);
    List<String> groups = new ArrayList<>();
    if (matcher.find()) {
      for (int i = 0; i <= matcher.groupCount(); i++) {
        groups.add(Objects.requireNonNullElse(matcher.group(i), ""));
      }
    }
    return groups;
  }
}

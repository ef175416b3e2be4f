package praetor.model.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import praetor.model.DecodeException;

/**
 * Regular expressions in Go's syntax, matched in time linear in the text: RE2 for Java, which is
 * Go's own engine in Java and has its errors.
 */
public final class Regex {
  private Regex() {}

  /**
   * Compiles an expression.
   *
   * @throws DecodeException in Go's words: {@code error parsing regexp: missing closing ): `(`}
   */
  public static Pattern compile(String expression) throws DecodeException {
    try {
      RegexLimits.check(expression);
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new DecodeException(goError(expression, e));
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
}

package praetor.template.func;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Optional;

/** What stands for a match. Source: documentation of Go's regexp.Regexp.Expand. */
final class Expansion {
  private Expansion() {}

  static void append(StringBuilder out, String with, Matcher match, Pattern pattern) {
    int at = 0;
    while (at < with.length()) {
      char c = with.charAt(at);
      if (c != '$' || at + 1 == with.length()) {
        out.append(c);
        at++;
      } else if (with.charAt(at + 1) == '$') {
        out.append('$');
        at += 2;
      } else {
        at = group(out, with, at, match, pattern);
      }
    }
  }

  /** The longest name of letters, digits and underscores counts; an unknown group is empty. */
  private static int group(
      StringBuilder out, String with, int dollar, Matcher match, Pattern pattern) {
    boolean braced = with.charAt(dollar + 1) == '{';
    int start = dollar + (braced ? 2 : 1);
    int end = start;
    while (end < with.length() && isNamePart(with.charAt(end))) {
      end++;
    }
    boolean whole = end > start && (!braced || end < with.length() && with.charAt(end) == '}');
    if (!whole) {
      out.append('$');
      return dollar + 1;
    }
    value(with.substring(start, end), match, pattern).ifPresent(out::append);
    return braced ? end + 1 : end;
  }

  private static boolean isNamePart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static Optional<String> value(String name, Matcher match, Pattern pattern) {
    if (name.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(name);
      return number <= match.groupCount()
          ? Optional.ofNullable(match.group(number))
          : Optional.empty();
    }
    return pattern.namedGroups().containsKey(name)
        ? Optional.ofNullable(match.group(name))
        : Optional.empty();
  }
}

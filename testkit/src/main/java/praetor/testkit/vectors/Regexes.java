package praetor.testkit.vectors;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Regular expressions of the recordings, which are written in Python's dialect.
 *
 * <p>There a line ends with a newline only, and {@code \w}, {@code \d}, {@code \s} and {@code \b}
 * know all letters. Replacements name groups as {@code \1}.
 */
public final class Regexes {
  private static final int DIALECT = Pattern.UNIX_LINES | Pattern.UNICODE_CHARACTER_CLASS;

  private Regexes() {}

  public static Pattern compile(String regex) {
    return compile(regex, 0);
  }

  /** With more flags of {@link Pattern}. */
  public static Pattern compile(String regex, int flags) {
    return Pattern.compile(regex, DIALECT | flags);
  }

  /** A replacement in Java's notation. */
  public static String replacement(String python) {
    var groups = Pattern.compile("\\\\(\\d)").matcher(python);
    var out = new StringBuilder();
    int at = 0;
    for (; groups.find(); at = groups.end()) {
      out.append(Matcher.quoteReplacement(python.substring(at, groups.start())));
      out.append('$').append(groups.group(1));
    }
    return out.append(Matcher.quoteReplacement(python.substring(at))).toString();
  }
}

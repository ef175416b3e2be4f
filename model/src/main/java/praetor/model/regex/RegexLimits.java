package praetor.model.regex;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Refuses regular expressions that are small as text and huge as a program: {@code
 * (((x{99}){99}){99})}. RE2 for Java writes repeats out and compiles by recursion.
 *
 * <p>Follows the text only as far as needed: groups, classes, escapes and repeats. Source: Go's
 * regexp/syntax documentation; Go refuses nested repeats of more than 1,000 in all, and 1,000
 * levels of nesting. Owned by one check.
 */
final class RegexLimits {
  /** How often a part may be repeated in all: Go's limit. */
  private static final int REPEAT_MAX = 1_000;

  /** How deep groups may be nested, so that no stack overflows; Go's limit is 1,000. */
  private static final int NESTING_MAX = 250;

  /** How many parts a written-out expression may have; each costs some 100 bytes. */
  private static final int SIZE_MAX = 100_000;

  // Of a group: the parts it has when written out, and the largest repeat inside it.
  private static final class Group {
    long size;
    long lastSize;
    long repeat = 1;
    long lastRepeat = 1;
  }

  private final String expression;
  private final Deque<Group> groups = new ArrayDeque<>();
  private int at;

  private RegexLimits(String expression) {
    this.expression = expression;
  }

  static void check(String expression) {
    new RegexLimits(expression).check();
  }

  private void check() {
    groups.push(new Group());
    while (at < expression.length()) {
      char c = expression.charAt(at);
      switch (c) {
        case '(' -> open();
        case ')' -> close();
        case '{' -> repeat();
        case '[' -> passClass();
        case '\\' -> passEscape();
        default -> {
          at++;
          part(1, 1);
        }
      }
    }
  }

  private void open() {
    at++;
    groups.push(new Group());
    if (groups.size() > NESTING_MAX) {
      throw new PatternSyntaxException("expression nests too deeply", expression);
    }
  }

  private void close() {
    at++;
    if (groups.size() > 1) {
      var group = groups.pop();
      part(group.size + 1, group.repeat);
    }
  }

  private void part(long size, long repeat) {
    var group = groups.element();
    group.lastSize = size;
    group.lastRepeat = repeat;
    group.size += size;
    group.repeat = Math.max(group.repeat, repeat);
    if (group.size > SIZE_MAX) {
      throw new PatternSyntaxException("expression too large", expression);
    }
  }

  private void repeat() {
    int start = at;
    long times = times();
    if (times < 2) {
      return;
    }
    var group = groups.element();
    long repeat = group.lastRepeat * times;
    if (repeat > REPEAT_MAX) {
      throw new PatternSyntaxException("invalid repeat count", expression.substring(start, at));
    }
    part(group.lastSize * times, repeat);
  }

  // Passes over {n}, {n,} or {n,m} and gives the larger number; a brace of another kind is a
  // character.
  private long times() {
    int end = expression.indexOf('}', at);
    var inside = end < 0 ? "" : expression.substring(at + 1, end);
    if (!inside.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
      at++;
      return 0;
    }
    at = end + 1;
    int comma = inside.indexOf(',');
    long least = Long.parseLong(comma < 0 ? inside : inside.substring(0, comma));
    boolean bounded = comma >= 0 && comma + 1 < inside.length();
    return bounded ? Math.max(least, Long.parseLong(inside.substring(comma + 1))) : least;
  }

  private void passClass() {
    at++;
    if (at < expression.length() && expression.charAt(at) == '^') {
      at++;
    }
    // A bracket that comes first is a character.
    if (at < expression.length() && expression.charAt(at) == ']') {
      at++;
    }
    while (at < expression.length() && expression.charAt(at) != ']') {
      if (expression.startsWith("[:", at) && expression.indexOf(":]", at + 2) > 0) {
        at = expression.indexOf(":]", at + 2) + 2;
      } else {
        at += expression.charAt(at) == '\\' ? 2 : 1;
      }
    }
    at++;
    part(1, 1);
  }

  private void passEscape() {
    if (expression.startsWith("\\Q", at)) {
      int end = expression.indexOf("\\E", at);
      int behind = end < 0 ? expression.length() : end + 2;
      part(behind - at, 1);
      at = behind;
      return;
    }
    boolean braced =
        expression.startsWith("\\x{", at)
            || expression.startsWith("\\p{", at)
            || expression.startsWith("\\P{", at);
    int end = braced ? expression.indexOf('}', at) : -1;
    at = end < 0 ? at + 2 : end + 1;
    part(1, 1);
  }
}

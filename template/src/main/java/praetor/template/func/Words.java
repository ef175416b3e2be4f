package praetor.template.func;

/**
 * Words of names: {@code FirstName}, {@code http_server}.
 *
 * <p>Source: sprig 3: a capital begins a word behind a small letter or digit, or before a small
 * letter; digits begin one behind a letter when a small letter follows them, but not in a word that
 * began with a digit.
 */
final class Words {
  private enum Kind {
    SIGN,
    UPPER,
    LOWER,
    DIGIT
  }

  private Words() {}

  private static Kind kind(int point) {
    if (Character.isUpperCase(point) || Character.isTitleCase(point)) {
      return Kind.UPPER;
    }
    if (Character.isDigit(point)) {
      return Kind.DIGIT;
    }
    return Character.isLetter(point) ? Kind.LOWER : Kind.SIGN;
  }

  private static boolean isConnector(int point) {
    return point == '_' || point == '-' || Character.isWhitespace(point);
  }

  /** In small letters, a sign between the words. */
  static String joined(String text, char sign) {
    var out = new StringBuilder();
    int[] points = text.codePoints().toArray();
    boolean ofNumber = false;
    for (int i = 0; i < points.length; i++) {
      if (isConnector(points[i])) {
        connect(out, sign);
        continue;
      }
      boolean first = i == 0 || isConnector(points[i - 1]);
      boolean begins = !first && begins(points, i, ofNumber);
      if (begins) {
        connect(out, sign);
      }
      ofNumber = first || begins ? kind(points[i]) == Kind.DIGIT : ofNumber;
      out.appendCodePoint(Character.toLowerCase(points[i]));
    }
    return out.toString();
  }

  private static void connect(StringBuilder out, char sign) {
    out.append(sign);
  }

  private static boolean begins(int[] points, int at, boolean ofNumber) {
    var before = kind(points[at - 1]);
    var here = kind(points[at]);
    if (here == Kind.UPPER) {
      boolean beforeSmall = at + 1 < points.length && kind(points[at + 1]) == Kind.LOWER;
      return before == Kind.LOWER || before == Kind.DIGIT || before == Kind.UPPER && beforeSmall;
    }
    boolean behindLetter = before == Kind.LOWER || before == Kind.UPPER;
    return here == Kind.DIGIT && behindLetter && !ofNumber && smallBehindDigits(points, at);
  }

  private static boolean smallBehindDigits(int[] points, int from) {
    int at = from;
    while (at < points.length && kind(points[at]) == Kind.DIGIT) {
      at++;
    }
    return at < points.length && kind(points[at]) == Kind.LOWER;
  }

  /**
   * Each word with a capital, nothing between them; connectors before and behind all words stay.
   * The first capital of a word stays one, those that follow it directly become small.
   */
  static String camel(String text) {
    var out = new StringBuilder();
    int[] points = text.codePoints().toArray();
    int end = points.length;
    while (end > 0 && isConnector(points[end - 1])) {
      end--;
    }
    int at = 0;
    while (at < end && isConnector(points[at])) {
      out.appendCodePoint(points[at++]);
    }
    while (at < end) {
      out.appendCodePoint(Character.toUpperCase(points[at]));
      boolean capitals = kind(points[at++]) == Kind.UPPER;
      while (at < end && !isConnector(points[at])) {
        capitals &= kind(points[at]) == Kind.UPPER;
        out.appendCodePoint(capitals ? Character.toLowerCase(points[at]) : points[at]);
        at++;
      }
      // One connector between words goes, more stay.
      int next = at + 1;
      while (next < end && isConnector(points[next])) {
        out.appendCodePoint(points[next++]);
      }
      at = Math.min(next, end);
    }
    for (; at < points.length; at++) {
      out.appendCodePoint(points[at]);
    }
    return out.toString();
  }
}

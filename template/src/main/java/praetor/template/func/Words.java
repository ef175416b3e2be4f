package praetor.template.func;

/**
 * Words of names: {@code FirstName}, {@code http_server}.
 *
 * <p>Source: sprig 3: a capital begins a word behind a small letter or digit, or before a small
 * letter; digits begin one behind a letter.
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
    for (int i = 0; i < points.length; i++) {
      if (isConnector(points[i])) {
        connect(out, sign);
        continue;
      }
      boolean begins = i > 0 && !isConnector(points[i - 1]) && begins(points, i);
      if (begins) {
        connect(out, sign);
      }
      out.appendCodePoint(Character.toLowerCase(points[i]));
    }
    return out.toString();
  }

  private static void connect(StringBuilder out, char sign) {
    out.append(sign);
  }

  private static boolean begins(int[] points, int at) {
    var before = kind(points[at - 1]);
    var here = kind(points[at]);
    if (here == Kind.UPPER) {
      boolean beforeSmall = at + 1 < points.length && kind(points[at + 1]) == Kind.LOWER;
      return before == Kind.LOWER || before == Kind.DIGIT || before == Kind.UPPER && beforeSmall;
    }
    return here == Kind.DIGIT && (before == Kind.LOWER || before == Kind.UPPER);
  }

  /** Each word with a capital, nothing between them. */
  static String camel(String text) {
    var out = new StringBuilder();
    boolean begins = true;
    for (int point : text.codePoints().toArray()) {
      if (isConnector(point)) {
        begins = true;
      } else {
        out.appendCodePoint(begins ? Character.toUpperCase(point) : point);
        begins = false;
      }
    }
    return out.toString();
  }
}

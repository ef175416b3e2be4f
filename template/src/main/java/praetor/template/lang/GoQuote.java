package praetor.template.lang;

/** Go's quoted texts. Source: documentation of strconv.Quote, QuoteToASCII and QuoteRune. */
public final class GoQuote {
  private GoQuote() {}

  /** A text in double quotes; with everything but ASCII escaped where that is asked for. */
  public static String text(String text, boolean ascii) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> append(quoted, point, '"', ascii));
    return quoted.append('"').toString();
  }

  static String character(int point, boolean ascii) {
    var quoted = new StringBuilder().append('\'');
    append(quoted, point, '\'', ascii);
    return quoted.append('\'').toString();
  }

  private static void append(StringBuilder out, int point, char quote, boolean ascii) {
    if (GoText.isByte(point)) {
      out.append("\\x%02x".formatted(point & 0xff));
      return;
    }
    switch (point) {
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      case '\\' -> out.append("\\\\");
      default -> {
        if (point == quote) {
          out.append('\\').append(quote);
        } else if (isPrint(point) && (!ascii || point < 0x80)) {
          out.appendCodePoint(point);
        } else if (point < ' ' || point == 0x7f) {
          out.append("\\x%02x".formatted(point));
        } else {
          out.append(point < 0x10000 ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point));
        }
      }
    }
  }

  /** Whether Go prints a character as it is: letters, marks, numbers, signs and the blank. */
  public static boolean isPrint(int point) {
    if (point < 0x80) {
      return point >= ' ' && point < 0x7f;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}

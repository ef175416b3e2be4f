package praetor.model.codec;

/**
 * How Go quotes text in its errors. Source: documentation of Go's strconv.Quote, and Consul's
 * answers.
 */
public final class GoStrings {
  private GoStrings() {}

  /** As {@code %q} and strconv.Quote write it. */
  public static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> append(quoted, point, '"', false));
    return quoted.append('"').toString();
  }

  /** A byte as the errors of encoding/json show it: {@code 'x'}, taken for a character. */
  static String quotedByte(int b) {
    var quoted = new StringBuilder().append('\'');
    append(quoted, b, '\'', false);
    return quoted.append('\'').toString();
  }

  /**
   * Appends one character as it stands between quotes.
   *
   * @param ascii whether everything else is escaped
   */
  public static void append(StringBuilder out, int point, char quote, boolean ascii) {
    switch (point) {
      case 0x07 -> out.append("\\a");
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
        } else if (isPrintable(point) && (!ascii || point < 0x80)) {
          out.appendCodePoint(point);
        } else if (point < 0x80) {
          out.append("\\x%02x".formatted(point));
        } else {
          out.append(point < 0x10000 ? "\\u%04x".formatted(point) : "\\U%08x".formatted(point));
        }
      }
    }
  }

  /** Whether Go prints a character as it is: letters, marks, numbers, signs and the blank. */
  public static boolean isPrintable(int point) {
    if (point < 0x80) {
      return point >= 0x20 && point < 0x7f;
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

package praetor.template.lang;

import praetor.model.codec.GoStrings;

/**
 * Go's quoted texts, with the bytes that are no characters. Source: documentation of strconv.Quote,
 * QuoteToASCII and QuoteRune.
 */
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
    GoStrings.append(out, point, quote, ascii);
  }
}

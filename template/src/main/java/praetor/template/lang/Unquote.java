package praetor.template.lang;

import java.util.Optional;

/** Reads Go's quoted strings and characters. Source: documentation of strconv.Unquote. */
public final class Unquote {
  private final String quoted;
  private final char quote;
  private int at;

  private Unquote(String quoted, char quote, int at) {
    this.quoted = quoted;
    this.quote = quote;
    this.at = at;
  }

  /** What stands in quotes or backquotes; empty for wrong syntax. */
  public static Optional<String> text(String quoted) {
    if (quoted.length() < 2 || quoted.charAt(0) != quoted.charAt(quoted.length() - 1)) {
      return Optional.empty();
    }
    if (quoted.charAt(0) == '`') {
      return Optional.of(quoted.substring(1, quoted.length() - 1).replace("\r", ""));
    }
    var reader = new Unquote(quoted, quoted.charAt(0), 1);
    var text = new StringBuilder();
    boolean bytes = false;
    while (reader.at < quoted.length() - 1) {
      int point = reader.point();
      if (point < 0) {
        return Optional.empty();
      }
      bytes |= GoText.isByte(point);
      text.appendCodePoint(point);
    }
    // Escaped bytes may make characters together.
    return Optional.of(bytes ? GoText.of(GoText.bytes(text.toString())) : text.toString());
  }

  /** A character constant. */
  sealed interface Constant {
    record Of(int point) implements Constant {}

    record Malformed() implements Constant {}

    record WrongSyntax() implements Constant {}
  }

  static Constant character(String quoted) {
    var reader = new Unquote(quoted, '\'', 1);
    int point = reader.point();
    if (point < 0) {
      return new Constant.WrongSyntax();
    }
    boolean whole = reader.at == quoted.length() - 1;
    return whole
        ? new Constant.Of(GoText.isByte(point) ? point & 0xff : point)
        : new Constant.Malformed();
  }

  /** The next character; -1 when there is none. */
  private int point() {
    int c = at < quoted.length() ? quoted.codePointAt(at) : -1;
    if (c < 0 || c == quote && (quote == '\'' || quote == '"') || c == '\n') {
      return -1;
    }
    at += Character.charCount(c);
    return c == '\\' ? escaped() : c;
  }

  private int escaped() {
    if (at >= quoted.length()) {
      return -1;
    }
    char c = quoted.charAt(at++);
    return switch (c) {
      case 'a' -> 7;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case '\\' -> '\\';
      case '\'', '"' -> c == quote ? c : -1;
      case 'x' -> asByte(number(2, 16));
      case 'u' -> valid(number(4, 16));
      case 'U' -> valid(number(8, 16));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        yield asByte(number(3, 8));
      }
      default -> -1;
    };
  }

  private static int asByte(long number) {
    return number < 0 || number > 0xff ? -1 : number < 0x80 ? (int) number : 0xDC00 | (int) number;
  }

  private static int valid(long point) {
    boolean surrogate = point >= 0xd800 && point < 0xe000;
    return point > 0x10ffff || surrogate ? -1 : (int) point;
  }

  private long number(int digits, int base) {
    long number = 0;
    for (int i = 0; i < digits; i++) {
      int digit = at < quoted.length() ? Character.digit(quoted.charAt(at), base) : -1;
      if (digit < 0 || quoted.charAt(at) >= 0x80) {
        return -1;
      }
      number = number * base + digit;
      at++;
    }
    return number;
  }
}

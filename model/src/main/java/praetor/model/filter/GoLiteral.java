package praetor.model.filter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The meaning of text in double quotes. Source: the Go specification, string literals; \x and octal
 * escapes stand for bytes.
 */
final class GoLiteral {
  private final String content;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int at;

  private GoLiteral(String content) {
    this.content = content;
  }

  /** Reads what stands between the quotes; nothing when it is no literal. */
  static Optional<String> unquote(String content) {
    if (content.indexOf('\n') >= 0) {
      return Optional.empty();
    }
    return content.indexOf('\\') < 0 ? Optional.of(content) : new GoLiteral(content).read();
  }

  private Optional<String> read() {
    while (at < content.length()) {
      int point = content.codePointAt(at);
      at += Character.charCount(point);
      if (point != '\\') {
        append(point);
      } else if (!escape()) {
        return Optional.empty();
      }
    }
    return Optional.of(out.toString(StandardCharsets.UTF_8));
  }

  private boolean escape() {
    if (at == content.length()) {
      return false;
    }
    char kind = content.charAt(at++);
    return switch (kind) {
      case 'a' -> append(0x07);
      case 'b' -> append('\b');
      case 'f' -> append('\f');
      case 'n' -> append('\n');
      case 'r' -> append('\r');
      case 't' -> append('\t');
      case 'v' -> append(0x0b);
      case '\\' -> append('\\');
      case 'x' -> rawByte(number(2, 16));
      case 'u' -> character(number(4, 16));
      case 'U' -> character(number(8, 16));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        yield rawByte(number(3, 8));
      }
      default -> false;
    };
  }

  // Minus one when the digits are not there.
  private long number(int length, int radix) {
    if (at + length > content.length()) {
      return -1;
    }
    long number = 0;
    for (int end = at + length; at < end; at++) {
      char c = content.charAt(at);
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  private boolean rawByte(long value) {
    if (value < 0 || value > 0xff) {
      return false;
    }
    out.write((int) value);
    return true;
  }

  private boolean character(long point) {
    boolean valid =
        point >= 0 && point <= Character.MAX_CODE_POINT && (point < 0xd800 || point > 0xdfff);
    return valid && append((int) point);
  }

  private boolean append(int point) {
    out.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    return true;
  }
}

package praetor.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Percent-encoding by the rules of Go's net/url. Strings here hold one byte per char (Latin-1), as
 * a request line does; {@link #utf8} makes text of them.
 *
 * <p>Source: package documentation of Go's net/url; answers of Consul 1.21.4 to odd paths.
 */
final class PercentCodec {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentCodec() {}

  /** Undoes %XX, and + when asked; empty when a % is not followed by two hexadecimal digits. */
  static Optional<String> decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && !(plusIsSpace && text.indexOf('+') >= 0)) {
      return Optional.of(text);
    }
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length() || hex(text.charAt(i + 1)) < 0 || hex(text.charAt(i + 2)) < 0) {
          return Optional.empty();
        }
        out.append((char) ((hex(text.charAt(i + 1)) << 4) | hex(text.charAt(i + 2))));
        i += 2;
      } else {
        out.append(c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    return Optional.of(out.toString());
  }

  /** Escapes what a URL's path may not hold as it is. */
  static String encodePath(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (!isPlainInPath(bytes.charAt(i))) {
        return encode(bytes, true);
      }
    }
    return bytes;
  }

  /** Escapes a name or value of a query string; a blank becomes +. */
  static String encodeQuery(String bytes) {
    return encode(bytes, false);
  }

  /** Whether an escaped path may stand as it is. */
  static boolean isValidEncodedPath(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%' && "!'()*[]".indexOf(c) < 0 && !isPlainInPath(c)) {
        return false;
      }
    }
    return true;
  }

  static boolean isPlainInPath(char c) {
    return isUnreserved(c) || "$&+,/:;=@".indexOf(c) >= 0;
  }

  /** The text whose UTF-8 bytes are given, one per char; malformed ones become U+FFFD. */
  static String utf8(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  private static String encode(String bytes, boolean path) {
    var out = new StringBuilder(bytes.length() + 16);
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      if (path ? isPlainInPath(c) : isUnreserved(c)) {
        out.append(c);
      } else if (c == ' ' && !path) {
        out.append('+');
      } else {
        out.append('%').append(HEX[(c >> 4) & 15]).append(HEX[c & 15]);
      }
    }
    return out.toString();
  }

  static boolean isLetter(char c) {
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isUnreserved(char c) {
    return isLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '.' || c == '~';
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}

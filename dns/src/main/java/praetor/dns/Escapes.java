package praetor.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Backslash escapes of zone files: {@code \DDD} is a byte, {@code \x} is x.
 *
 * <p>Source: RFC 1035 section 5.1; Consul 1.21.4 undoes them in node metadata and in names.
 */
final class Escapes {
  private Escapes() {}

  /** How many bytes the escape at this backslash takes; 0 when the text ends with it. */
  static int lengthAt(byte[] text, int backslash) {
    if (backslash + 1 >= text.length) {
      return 0;
    }
    return isNumber(text, backslash + 1) ? 4 : 2;
  }

  /** The byte that the escape at this backslash stands for. */
  static byte valueAt(byte[] text, int backslash) {
    int at = backslash + 1;
    if (!isNumber(text, at)) {
      return text[at];
    }
    return (byte) (100 * (text[at] - '0') + 10 * (text[at + 1] - '0') + text[at + 2] - '0');
  }

  /** The bytes of a text with its escapes undone; a lone backslash at the end is dropped. */
  static byte[] undo(String text) {
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (text.indexOf('\\') < 0) {
      return utf8;
    }
    var out = new ByteArrayOutputStream(utf8.length);
    for (int i = 0; i < utf8.length; i++) {
      if (utf8[i] != '\\') {
        out.write(utf8[i]);
      } else if (lengthAt(utf8, i) > 0) {
        out.write(valueAt(utf8, i));
        i += lengthAt(utf8, i) - 1;
      }
    }
    return out.toByteArray();
  }

  private static boolean isNumber(byte[] text, int at) {
    return at + 2 < text.length
        && isDigit(text[at])
        && isDigit(text[at + 1])
        && isDigit(text[at + 2]);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}

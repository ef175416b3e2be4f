package praetor.template.lang;

import java.nio.charset.StandardCharsets;
import praetor.model.Bytes;

/**
 * Go's strings are bytes, Java's are characters: a byte that is part of no character is kept as one
 * of the lone surrogates U+DC80 to U+DCFF.
 *
 * <p>Source: the Go language specification, "String types"; the escape is that of Python's PEP 383.
 */
public final class GoText {
  private static final int ESCAPE = 0xDC00;

  private GoText() {}

  /** Whether a character stands for a byte that is none. */
  public static boolean isByte(int c) {
    return c >= ESCAPE + 0x80 && c <= ESCAPE + 0xff;
  }

  /** How many bytes a text has. */
  public static int length(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80 || isByte(c) && !isPair(text, i)) {
        length++;
      } else if (c < 0x800) {
        length += 2;
      } else if (Character.isHighSurrogate(c) && isPair(text, i + 1)) {
        length += 4;
        i++;
      } else {
        length += 3;
      }
    }
    return length;
  }

  private static boolean isPair(String text, int low) {
    return low > 0
        && low < text.length()
        && Character.isLowSurrogate(text.charAt(low))
        && Character.isHighSurrogate(text.charAt(low - 1));
  }

  /** The bytes of a text. */
  public static byte[] bytes(String text) {
    int n = text.length();
    boolean plain = true;
    for (int i = 0; i < n && plain; i++) {
      plain = !Character.isSurrogate(text.charAt(i));
    }
    if (plain) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var out = new byte[length(text)];
    int at = 0;
    for (int i = 0; i < n; ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      at = put(out, at, point);
    }
    return out;
  }

  private static int put(byte[] out, int from, int point) {
    int at = from;
    if (point < 0x80 || isByte(point)) {
      out[at++] = (byte) (point & 0xff);
    } else if (point < 0x800) {
      out[at++] = (byte) (0xc0 | point >> 6);
      out[at++] = (byte) (0x80 | point & 0x3f);
    } else if (point < 0x10000) {
      out[at++] = (byte) (0xe0 | point >> 12);
      out[at++] = (byte) (0x80 | point >> 6 & 0x3f);
      out[at++] = (byte) (0x80 | point & 0x3f);
    } else {
      out[at++] = (byte) (0xf0 | point >> 18);
      out[at++] = (byte) (0x80 | point >> 12 & 0x3f);
      out[at++] = (byte) (0x80 | point >> 6 & 0x3f);
      out[at++] = (byte) (0x80 | point & 0x3f);
    }
    return at;
  }

  /** The text of bytes, whatever they are. */
  public static String of(byte[] bytes) {
    boolean ascii = true;
    for (int i = 0; i < bytes.length && ascii; i++) {
      ascii = bytes[i] >= 0;
    }
    if (ascii) {
      return new String(bytes, StandardCharsets.US_ASCII);
    }
    var text = new StringBuilder(bytes.length);
    for (int at = 0; at < bytes.length; ) {
      int size = size(bytes, at);
      if (size == 0) {
        text.append((char) (ESCAPE | bytes[at] & 0xff));
        at++;
      } else {
        text.appendCodePoint(point(bytes, at, size));
        at += size;
      }
    }
    return text.toString();
  }

  public static String of(Bytes bytes) {
    return of(bytes.array());
  }

  /** How many bytes make the character there; 0 for none. Source: RFC 3629. */
  private static int size(byte[] bytes, int at) {
    int head = bytes[at] & 0xff;
    if (head < 0x80) {
      return 1;
    }
    int size = head >= 0xc2 && head < 0xe0 ? 2 : head < 0xe0 ? 0 : head < 0xf0 ? 3 : 4;
    if (size == 0 || head > 0xf4 || at + size > bytes.length) {
      return 0;
    }
    for (int i = 1; i < size; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int point = point(bytes, at, size);
    boolean overlong = size == 3 && point < 0x800 || size == 4 && point < 0x10000;
    boolean half = point >= 0xd800 && point < 0xe000;
    return overlong || half || point > 0x10ffff ? 0 : size;
  }

  private static int point(byte[] bytes, int at, int size) {
    int head = bytes[at] & 0xff;
    int point =
        switch (size) {
          case 1 -> head;
          case 2 -> head & 0x1f;
          case 3 -> head & 0x0f;
          default -> head & 0x07;
        };
    for (int i = 1; i < size; i++) {
      point = point << 6 | bytes[at + i] & 0x3f;
    }
    return point;
  }

  /** Part of a text by its bytes. */
  public static String slice(String text, int from, int to) {
    if (length(text) == text.length()) {
      return text.substring(from, to);
    }
    var bytes = bytes(text);
    return of(java.util.Arrays.copyOfRange(bytes, from, to));
  }

  /** How many characters a text has, in Go's sense: a stray byte is one. */
  public static int runes(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Order of bytes, which is that of code points. */
  public static int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean mixed = Character.isSurrogate(x) != Character.isSurrogate(y);
        return mixed ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
      }
    }
    return a.length() - b.length();
  }
}

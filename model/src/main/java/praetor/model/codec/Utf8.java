package praetor.model.codec;

import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as Go reads it: each byte that begins no valid sequence counts alone as one invalid
 * character. Java's decoder may join several into one.
 */
final class Utf8 {
  /** What {@link #codePointAt} says of a byte that begins no valid sequence. */
  static final int INVALID = -1;

  /** The bytes of the longest character. */
  static final int LENGTH_MAX = 4;

  private static final char REPLACEMENT = '\ufffd';

  private Utf8() {}

  /** The bytes as text, with U+FFFD for each invalid one. */
  static String decode(byte[] bytes, int from, int to) {
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) < 0) {
      return text;
    }
    var exact = new StringBuilder(to - from);
    for (int i = from; i < to; ) {
      i += append(bytes, i, to, exact);
    }
    return exact.toString();
  }

  /** Appends the character at {@code at} or U+FFFD, and gives the number of bytes it took. */
  static int append(byte[] bytes, int at, int end, StringBuilder text) {
    int point = codePointAt(bytes, at, end);
    if (point == INVALID) {
      text.append(REPLACEMENT);
      return 1;
    }
    text.appendCodePoint(point);
    return length(point);
  }

  /** The character that begins at {@code at}, or {@link #INVALID}. */
  static int codePointAt(byte[] bytes, int at, int end) {
    int head = bytes[at] & 0xff;
    if (head < 0x80) {
      return head;
    }
    int more = head >= 0xf0 ? 3 : head >= 0xe0 ? 2 : 1;
    if (head < 0xc2 || head > 0xf4 || at + more >= end) {
      return INVALID;
    }
    int point = head & 0x3f >> more;
    for (int i = 1; i <= more; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return INVALID;
      }
      point = point << 6 | bytes[at + i] & 0x3f;
    }
    return isScalar(point) && length(point) == more + 1 ? point : INVALID;
  }

  private static boolean isScalar(int point) {
    return point <= Character.MAX_CODE_POINT && (point < 0xd800 || point > 0xdfff);
  }

  /** How many bytes a character takes. */
  static int length(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  /** Writes a character and gives the position behind it. */
  static int put(int point, byte[] to, int at) {
    int length = length(point);
    if (length == 1) {
      to[at] = (byte) point;
      return at + 1;
    }
    int rest = point;
    for (int i = length - 1; i > 0; i--) {
      to[at + i] = (byte) (0x80 | rest & 0x3f);
      rest >>= 6;
    }
    to[at] = (byte) (0xf00 >> length | rest);
    return at + length;
  }
}

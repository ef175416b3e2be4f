package praetor.model.codec;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import praetor.model.DecodeException;

/**
 * Standard Base64 as Go's decoder takes it: padding is needed, line ends are ignored. Source:
 * documentation of encoding/base64; offsets of its CorruptInputError.
 */
public final class GoBase64 {
  private static final int GROUP = 4;

  private final String text;
  private int at;

  private GoBase64(String text) {
    this.text = text;
  }

  /**
   * The bytes of a text.
   *
   * @throws DecodeException {@code illegal base64 data at input byte 7}
   */
  public static byte[] decode(String text) throws DecodeException {
    new GoBase64(text).check();
    var content = text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : joined(text);
    return Base64.getDecoder().decode(content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String joined(String lines) {
    return lines.replace("\r", "").replace("\n", "");
  }

  private void check() throws DecodeException {
    int inGroup = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isLineEnd(c)) {
        continue;
      }
      if (c == '=') {
        padding(inGroup);
        return;
      }
      if (!isDigit(c)) {
        throw corrupt(at);
      }
      inGroup = (inGroup + 1) % GROUP;
    }
    if (inGroup != 0) {
      throw corrupt(text.length() - inGroup);
    }
  }

  // Two digits and two signs or three digits and one, and then nothing.
  private void padding(int inGroup) throws DecodeException {
    if (inGroup < 2) {
      throw corrupt(at);
    }
    next();
    if (inGroup == 2) {
      if (at == text.length()) {
        throw corrupt(at);
      }
      if (text.charAt(at) != '=') {
        throw corrupt(at - 1);
      }
      next();
    }
    if (at < text.length()) {
      throw corrupt(at);
    }
  }

  private void next() {
    at++;
    while (at < text.length() && isLineEnd(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isDigit(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }

  private static DecodeException corrupt(int offset) {
    return new DecodeException("illegal base64 data at input byte " + offset);
  }
}

package praetor.client;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as Go does it.
 *
 * <p>Source: RFC 3986 sections 2.2 and 2.3; requests of Consul 1.21.4's command line.
 */
final class UrlText {

  private static final String HEX = "0123456789ABCDEF";
  private static final String UNRESERVED = "-_.~";
  private static final String ALLOWED_IN_PATH = UNRESERVED + "$&+,/:;=@";

  private UrlText() {}

  static String path(String text) {
    return encode(text, ALLOWED_IN_PATH, "%20");
  }

  static String query(String text) {
    return encode(text, UNRESERVED, "+");
  }

  private static String encode(String text, String allowed, String blank) {
    var encoded = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isAlphanumeric(c) || allowed.indexOf(c) >= 0) {
        encoded.append(c);
      } else if (c == ' ') {
        encoded.append(blank);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}

package praetor.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Headers that many answers carry alike, encoded once. A header of the same name in the answer
 * itself takes the place of the common one.
 */
public final class CommonHeaders {
  public static final CommonHeaders NONE = new CommonHeaders(Headers.EMPTY);

  private final Headers headers;
  private final byte[] encoded;

  public CommonHeaders(Headers headers) {
    this.headers = headers;
    this.encoded = encode(headers);
  }

  public Headers headers() {
    return headers;
  }

  /** The header lines of HTTP/1, each with its CRLF. Not to be changed. */
  public byte[] encoded() {
    return encoded;
  }

  /** Whether one of the names is among the common ones too. */
  public boolean overlaps(Headers others) {
    for (int i = 0; i < others.size(); i++) {
      if (headers.indexOf(others.name(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static byte[] encode(Headers headers) {
    var out = new ByteArrayOutputStream();
    for (int i = 0; i < headers.size(); i++) {
      var line = headers.name(i) + ": " + singleLine(headers.value(i)) + "\r\n";
      out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  /** A value may not start a line of its own. Source: Go's net/http replaces the same bytes. */
  private static String singleLine(String value) {
    return value.replace('\r', ' ').replace('\n', ' ');
  }
}

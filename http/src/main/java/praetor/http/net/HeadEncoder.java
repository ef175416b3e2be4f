package praetor.http.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import praetor.http.Response;

/**
 * Writes the head of an HTTP/1 answer: status line, common headers, its own headers, Date, length,
 * Connection. Owned by an event loop, which reuses it for every answer.
 */
final class HeadEncoder {
  private static final byte[] CRLF = ascii("\r\n");
  private static final byte[] SEPARATOR = ascii(": ");
  private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
  private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
  private static final byte[] OK_1_1 = ascii("HTTP/1.1 200 OK\r\n");

  /** How the end of the body is known, and what is said about it. */
  enum Framing {
    LENGTH,
    CHUNKED,
    /** By the end of the connection. */
    CLOSE,
    /** There is none: 204, 304. */
    NO_BODY
  }

  /** What follows an answer on its connection, and what is said about it. */
  enum After {
    /** The rule of HTTP/1.1, not mentioned. */
    KEEP,
    /** Said to an HTTP/1.0 client that asked for it. */
    KEEP_SAID,
    /** Said to an HTTP/1.1 client. */
    CLOSE_SAID,
    /** The rule of HTTP/1.0, not mentioned. */
    CLOSE
  }

  private byte[] bytes = new byte[512];
  private int length;
  private byte[] date = new byte[0];
  private String dateText = "";

  void date(long epochSeconds) {
    dateText = HttpDate.format(epochSeconds);
    date = ascii("Date: " + dateText + "\r\n");
  }

  /** The value of the Date header. */
  String dateText() {
    return dateText;
  }

  /** Encodes the head; {@link #length} and {@link #writeTo} are about it until the next one. */
  void encode(Response response, boolean http10, Framing framing, long contentLength, After after) {
    length = 0;
    statusLine(response.status(), http10);
    common(response);
    for (int i = 0; i < response.headers().size(); i++) {
      var name = response.headers().name(i);
      if (!isOurs(name)) {
        header(name, response.headers().value(i));
      }
    }
    append(date);
    switch (framing) {
      case LENGTH -> contentLength(contentLength);
      case CHUNKED -> append(CHUNKED);
      case CLOSE, NO_BODY -> {}
    }
    switch (after) {
      case KEEP_SAID -> append(KEEP_ALIVE);
      case CLOSE_SAID -> append(CLOSE);
      case KEEP, CLOSE -> {}
    }
    append(CRLF);
  }

  int length() {
    return length;
  }

  void writeTo(ByteBuf buffer) {
    buffer.writeBytes(bytes, 0, length);
  }

  /** Headers about the connection and the framing are the edge's own business. */
  static boolean isOurs(String name) {
    return switch (name.length()) {
      case 4 -> name.equalsIgnoreCase("Date");
      case 10 -> name.equalsIgnoreCase("Connection");
      case 14 -> name.equalsIgnoreCase("Content-Length");
      case 17 -> name.equalsIgnoreCase("Transfer-Encoding");
      default -> false;
    };
  }

  private void statusLine(int status, boolean http10) {
    if (status == 200 && !http10) {
      append(OK_1_1);
      return;
    }
    text(http10 ? "HTTP/1.0 " : "HTTP/1.1 ");
    number(status);
    text(" ");
    text(HttpResponseStatus.valueOf(status).reasonPhrase());
    append(CRLF);
  }

  private void common(Response response) {
    var common = response.common();
    if (!common.overlaps(response.headers())) {
      append(common.encoded());
      return;
    }
    for (int i = 0; i < common.headers().size(); i++) {
      if (!response.headers().has(common.headers().name(i))) {
        header(common.headers().name(i), common.headers().value(i));
      }
    }
  }

  private void header(String name, String value) {
    text(name);
    append(SEPARATOR);
    text(value);
    append(CRLF);
  }

  private void contentLength(long contentLength) {
    append(CONTENT_LENGTH);
    number(contentLength);
    append(CRLF);
  }

  private void number(long number) {
    if (number < 10) {
      reserve(1);
      bytes[length++] = (byte) ('0' + number);
      return;
    }
    int digits = 0;
    for (long rest = number; rest > 0; rest /= 10) {
      digits++;
    }
    reserve(digits);
    length += digits;
    int at = length;
    for (long rest = number; rest > 0; rest /= 10) {
      bytes[--at] = (byte) ('0' + rest % 10);
    }
  }

  /** Appends text as UTF-8. A line break in it becomes a blank: no value starts a new header. */
  private void text(String text) {
    reserve(text.length());
    int at = length;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        append(text.replace('\r', ' ').replace('\n', ' ').getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[at++] = c == '\r' || c == '\n' ? (byte) ' ' : (byte) c;
    }
    length = at;
  }

  private void append(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

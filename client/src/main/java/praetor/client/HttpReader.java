package praetor.client;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads an HTTP/1.1 answer: head at once, body as a stream.
 *
 * <p>Source: RFC 9112 sections 4, 5, 6.3 and 7.1.
 */
final class HttpReader {

  /** Longest line of a head: room for a header of 64 KiB. */
  private static final int LINE_MAX_BYTES = 70_000;

  private HttpReader() {}

  static Transport.Exchange read(InputStream in, AutoCloseable socket, String method)
      throws IOException {
    int status = status(line(in));
    var headers = headers(in);
    while (status == 100) {
      status = status(line(in));
      headers = headers(in);
    }
    boolean empty = method.equals("HEAD") || status == 204 || status == 304;
    return new Transport.Exchange(
        status, headers, new Closing(empty ? new Fixed(in, 0) : body(in, headers), socket));
  }

  private static int status(String line) throws IOException {
    var words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
      throw new IOException("malformed HTTP response \"" + line + "\"");
    }
    return Integer.parseInt(words[1]);
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new HashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("malformed HTTP header \"" + line + "\"");
      }
      var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    return headers;
  }

  private static InputStream body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return new Chunked(in);
    }
    var length = headers.get("content-length");
    if (length == null) {
      return in;
    }
    try {
      return new Fixed(in, Long.parseLong(length));
    } catch (NumberFormatException malformed) {
      throw new IOException("bad Content-Length \"" + length + "\"", malformed);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("EOF");
      }
      if (line.length() > LINE_MAX_BYTES) {
        throw new IOException("header line too long");
      }
      line.append((char) c);
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  /** A body of a known length, or a part of one. */
  private static class Fixed extends FilterInputStream {

    long left;

    Fixed(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(left, length));
      if (count < 0) {
        throw new EOFException("unexpected EOF");
      }
      left -= count;
      return count;
    }
  }

  /** A body in chunks; trailers are dropped. */
  private static final class Chunked extends Fixed {

    private boolean first = true;
    private boolean ended;

    Chunked(InputStream in) {
      super(in, 0);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (left == 0 && !ended) {
        nextChunk();
      }
      return super.read(bytes, offset, length);
    }

    private void nextChunk() throws IOException {
      if (!first) {
        line(in);
      }
      first = false;
      var size = line(in).split(";", 2)[0].strip();
      try {
        left = Long.parseLong(size, 16);
      } catch (NumberFormatException malformed) {
        throw new IOException("malformed chunk size \"" + size + "\"", malformed);
      }
      if (left == 0) {
        ended = true;
        headers(in);
      }
    }
  }

  /** Closes the connection with the body. */
  private static final class Closing extends FilterInputStream {

    private final AutoCloseable socket;

    Closing(InputStream in, AutoCloseable socket) {
      super(in);
      this.socket = socket;
    }

    @Override
    public void close() throws IOException {
      try {
        socket.close();
      } catch (IOException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IOException(failure);
      }
    }
  }
}

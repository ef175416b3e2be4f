package praetor.benchmarks.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One kept-alive HTTP connection for what a scenario asks besides its load; it blocks. */
public final class Caller implements AutoCloseable {

  private static final int TIMEOUT_MS = 60_000;

  private final Socket socket;
  private final InputStream in;

  public Caller(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1_024);
  }

  public Reply get(String path) throws IOException {
    return call("GET", path, "");
  }

  public Reply put(String path, String body) throws IOException {
    return call("PUT", path, body);
  }

  /** A write that has to succeed. */
  public void mustPut(String path, String body) throws IOException {
    var reply = put(path, body);
    if (reply.status() == 404 || reply.status() == 405) {
      throw new NotServedException("PUT " + path);
    }
    if (reply.status() != 200) {
      throw new IOException("PUT " + path + ": " + reply.status() + " " + reply.body());
    }
  }

  private Reply call(String method, String path, String body) throws IOException {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, path, body.length());
    socket.getOutputStream().write((head + body).getBytes(ISO_8859_1));
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return new Reply(
        status, Long.parseLong(headers.getOrDefault("x-consul-index", "0")), body(headers));
  }

  private String body(Map<String, String> headers) throws IOException {
    if (!headers.containsKey("transfer-encoding")) {
      return text(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    }
    var body = new StringBuilder();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.append(text(size));
      line();
    }
    line();
    return body.toString();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String text(int bytes) throws IOException {
    byte[] text = in.readNBytes(bytes);
    if (text.length < bytes) {
      throw new EOFException("the server closed the connection within an answer");
    }
    return new String(text, ISO_8859_1);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package praetor.http.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends bytes as they are and reads answers one by one. */
final class RawClient implements AutoCloseable {
  static final int TIMEOUT_MS = 10_000;

  /** One answer; header names compare without case. */
  record Answer(String statusLine, Map<String, String> headers, byte[] body) {
    int status() {
      return Integer.parseInt(statusLine.split(" ")[1]);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket;
  private final InputStream in;

  RawClient(SocketAddress server) throws IOException {
    socket = new Socket();
    socket.connect(server, TIMEOUT_MS);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.setTcpNoDelay(true);
    in = new java.io.BufferedInputStream(socket.getInputStream());
  }

  static RawClient to(SocketAddress server) throws IOException {
    var address = (InetSocketAddress) server;
    return new RawClient(new InetSocketAddress("127.0.0.1", address.getPort()));
  }

  /** Sends text, one byte per char. */
  RawClient send(String bytes) throws IOException {
    return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  RawClient finishSending() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Sends one request without a body and reads its answer. */
  Answer get(String path, String... headers) throws IOException {
    return send(head("GET", path, headers) + "\r\n").read("GET");
  }

  static String head(String method, String path, String... headers) {
    var lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    return method + " " + path + " HTTP/1.1\r\nHost: test\r\n" + lines;
  }

  Answer read() throws IOException {
    return read("GET");
  }

  Answer read(String method) throws IOException {
    var statusLine = line();
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(": ");
      headers.merge(line.substring(0, colon), line.substring(colon + 2), (a, b) -> a + ", " + b);
    }
    return new Answer(statusLine, headers, body(method, statusLine, headers));
  }

  /** Everything until the server closes the connection. */
  byte[] readAll() throws IOException {
    var out = new ByteArrayOutputStream();
    try {
      in.transferTo(out);
    } catch (SocketException _) {
      // A reset ends it as well.
    }
    return out.toByteArray();
  }

  String readAllText() throws IOException {
    return new String(readAll(), StandardCharsets.UTF_8);
  }

  boolean isClosedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException _) {
      return true;
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private byte[] body(String method, String statusLine, Map<String, String> headers)
      throws IOException {
    if (method.equals("HEAD") || statusLine.contains(" 100 ")) {
      return new byte[0];
    }
    if ("chunked".equals(headers.get("Transfer-Encoding"))) {
      return chunks();
    }
    var length = headers.get("Content-Length");
    return length == null ? readAll() : in.readNBytes(Integer.parseInt(length));
  }

  private byte[] chunks() throws IOException {
    var out = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().toLowerCase(Locale.ROOT), 16);
      out.write(in.readNBytes(size));
      line();
      if (size == 0) {
        return out.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    var out = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection after: " + out);
      }
      if (c != '\r') {
        out.write(c);
      }
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}

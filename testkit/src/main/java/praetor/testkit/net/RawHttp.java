package praetor.testkit.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * HTTP/1.1 over a plain socket, one connection for each request, the request sent as written.
 *
 * <p>Redirects are not followed and answers are not decompressed. Safe for any thread.
 */
public final class RawHttp {
  private static final int HTTP_PORT = 80;

  private final String host;
  private final int port;
  private final Duration timeout;

  /**
   * Talks to one server.
   *
   * @param base scheme, host and port of the server; a path is ignored
   * @param timeout the longest silence of the server that is accepted
   */
  public RawHttp(URI base, Duration timeout) {
    this.host = base.getHost();
    this.port = base.getPort() < 0 ? HTTP_PORT : base.getPort();
    this.timeout = timeout;
  }

  public RawResponse send(RawRequest request) throws IOException {
    try (var socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      long beganNanos = System.nanoTime();
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
      var unsent = write(request, socket.getOutputStream());
      return read(request, socket.getInputStream(), unsent, beganNanos);
    }
  }

  /** Sends the request; a failure is only noted, as a server may answer without reading it all. */
  private Optional<IOException> write(RawRequest request, OutputStream out) {
    try {
      // In one piece as far as it goes: servers of tests read once.
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(request.head(host + ":" + port).getBytes(StandardCharsets.UTF_8));
      whole.writeBytes(request.bodyBytes());
      whole.writeTo(out);
      out.flush();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    }
  }

  private static RawResponse read(
      RawRequest request, InputStream in, Optional<IOException> unsent, long beganNanos)
      throws IOException {
    try {
      return new ResponseReader(new BufferedInputStream(in)).read(request.method(), beganNanos);
    } catch (IOException e) {
      unsent.ifPresent(e::addSuppressed);
      throw e;
    }
  }
}

package praetor.testkit.net;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 over a plain or a unix socket, one connection for each request, the request sent as
 * written.
 *
 * <p>Redirects are not followed and answers are not decompressed. Safe for any thread.
 */
public final class RawHttp {
  private static final int HTTP_PORT = 80;

  private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

  private final Optional<Path> unix;
  private final String host;
  private final int port;
  private final Duration timeout;

  /**
   * Talks to one server.
   *
   * @param base scheme, host and port of the server, where a path is ignored, or {@code
   *     unix:///path}
   * @param timeout the longest silence of the server that is accepted
   */
  public RawHttp(URI base, Duration timeout) {
    this.unix =
        base.getScheme().equals("unix") ? Optional.of(Path.of(base.getPath())) : Optional.empty();
    this.host = unix.isPresent() ? "127.0.0.1" : base.getHost();
    this.port = base.getPort() < 0 ? HTTP_PORT : base.getPort();
    this.timeout = timeout;
  }

  private static ScheduledThreadPoolExecutor deadlines() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("http deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  public RawResponse send(RawRequest request) throws IOException {
    return unix.isPresent() ? sendTo(unix.get(), request) : sendOverTcp(request);
  }

  /** Channels know no timeouts: whoever reads for too long finds it closed. */
  private RawResponse sendTo(Path file, RawRequest request) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      long beganNanos = System.nanoTime();
      var deadline =
          DEADLINES.schedule(() -> close(channel), timeout.toMillis(), TimeUnit.MILLISECONDS);
      try {
        channel.connect(UnixDomainSocketAddress.of(file));
        var unsent = write(request, Channels.newOutputStream(channel));
        return read(request, Channels.newInputStream(channel), unsent, beganNanos);
      } finally {
        deadline.cancel(false);
      }
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RawResponse sendOverTcp(RawRequest request) throws IOException {
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

package praetor.client;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** HTTP/1.1 over a socket of its own for each call. */
public final class SocketTransport implements Transport {

  /** Consul's client gives up on a silent host after that time. */
  private static final int CONNECT_TIMEOUT_MS = 30_000;

  private final AgentAddress address;
  private final Optional<TlsSockets> tls;

  private SocketTransport(AgentAddress address, Optional<TlsSockets> tls) {
    this.address = address;
    this.tls = tls;
  }

  /**
   * Prepares TLS where it is wanted; connects to nothing yet.
   *
   * @throws ClientException a certificate or key cannot be used
   */
  public static SocketTransport create(AgentAddress address, TlsOptions options)
      throws ClientException {
    boolean wanted = address instanceof AgentAddress.Tcp tcp && tcp.tls();
    return new SocketTransport(
        address,
        wanted || !options.isPlain() ? Optional.of(TlsSockets.create(options)) : Optional.empty());
  }

  /** Both ends of a connection. */
  private record Connection(InputStream in, OutputStream out, AutoCloseable socket) {}

  @Override
  public Exchange open(Request request) throws IOException {
    try {
      var connection = connect();
      // The head and a small body go in one packet.
      var out = new BufferedOutputStream(connection.out());
      out.write(head(request));
      var cut = sendBody(request, out);
      try {
        return HttpReader.read(
            new BufferedInputStream(connection.in()), connection.socket(), request.method());
      } catch (IOException silent) {
        throw cut.orElse(silent);
      }
    } catch (IOException failure) {
      throw new ClientException(
          verb(request.method()) + " \"" + url(request) + "\": " + reason(failure), failure);
    }
  }

  /** Sends what follows the head; an agent that has heard enough may cut it off and answer. */
  private static Optional<IOException> sendBody(Request request, OutputStream out) {
    try {
      if (request.body().isPresent()) {
        request.body().get().content().writeTo(out);
      }
      out.flush();
      return Optional.empty();
    } catch (IOException cut) {
      return Optional.of(cut);
    }
  }

  @Override
  public String url(Request request) {
    return address.urlPrefix() + request.target();
  }

  private static String verb(String method) {
    return method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
  }

  private Connection connect() throws IOException {
    if (address instanceof AgentAddress.Tcp tcp) {
      return connect(tcp);
    }
    if (address instanceof AgentAddress.Unix unix) {
      return connectUnix(unix.file());
    }
    throw new UnknownHostException(address.authority());
  }

  private Connection connect(AgentAddress.Tcp tcp) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(tcp.host(), tcp.port()), CONNECT_TIMEOUT_MS);
      var used = tcp.tls() ? tls.orElseThrow().over(socket, tcp.host(), tcp.port()) : socket;
      return new Connection(used.getInputStream(), used.getOutputStream(), used);
    } catch (IOException failure) {
      socket.close();
      throw failure;
    }
  }

  private static Connection connectUnix(String file) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(file));
      return new Connection(
          Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  private byte[] head(Request request) {
    var head = new StringBuilder(256);
    var prefix = address instanceof AgentAddress.Tcp tcp ? tcp.path() : "";
    head.append(request.method()).append(' ').append(prefix).append(request.target());
    head.append(" HTTP/1.1\r\nHost: ").append(address.authority());
    head.append("\r\nUser-Agent: praetor\r\nConnection: close\r\n");
    request.headers().forEach((name, value) -> header(head, name, value));
    if (request.body().isPresent()) {
      header(head, "Content-Type", request.body().get().contentType());
      header(head, "Content-Length", String.valueOf(request.body().get().length()));
    } else if (request.method().equals("PUT") || request.method().equals("POST")) {
      header(head, "Content-Length", "0");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A line break in a value would begin another header. */
  private static void header(StringBuilder head, String name, String value) {
    var safe = value.replace("\r", "").replace("\n", "");
    head.append(name).append(": ").append(safe).append("\r\n");
  }

  /** Says why as Go does: {@code dial tcp 127.0.0.1:1: connect: connection refused}. */
  private String reason(IOException failure) {
    if (failure instanceof UnknownHostException) {
      var host = address instanceof AgentAddress.Tcp tcp ? tcp.host() : address.authority();
      return "dial tcp: lookup " + host + ": no such host";
    }
    if (address instanceof AgentAddress.Unix(String file)) {
      return "dial unix " + file + ": connect: " + unixReason(file, failure);
    }
    return tcpReason(failure);
  }

  private String dialled() {
    if (!(address instanceof AgentAddress.Tcp tcp)) {
      return address.authority();
    }
    var ip = new InetSocketAddress(tcp.host(), tcp.port()).getAddress();
    var host = ip == null ? tcp.host() : ip.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + tcp.port();
  }

  private String tcpReason(IOException failure) {
    var text = String.valueOf(failure.getMessage());
    if (failure instanceof ConnectException) {
      return "dial tcp " + dialled() + ": connect: " + connectReason(text);
    }
    if (failure instanceof NoRouteToHostException) {
      return "dial tcp " + dialled() + ": connect: no route to host";
    }
    if (text.contains("Unsupported or unrecognized SSL message")) {
      return "http: server gave HTTP response to HTTPS client";
    }
    return failure instanceof SocketTimeoutException
        ? "dial tcp " + dialled() + ": i/o timeout"
        : text;
  }

  private static String connectReason(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("refused")) {
      return "connection refused";
    }
    return lower.contains("unreachable") ? "network is unreachable" : lower;
  }

  private static String unixReason(String file, IOException failure) {
    if (!Files.exists(Path.of(file))) {
      return "no such file or directory";
    }
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
  }
}

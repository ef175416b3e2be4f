package praetor.agent.checks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import praetor.model.tls.TlsMaterial;

/**
 * A TCP connection of a probe, with TLS or without, and one deadline for all that happens on it.
 *
 * <p>Failures are worded as Go words them, because people know them from Consul. Used by one
 * thread.
 */
final class ProbeSocket implements AutoCloseable {
  private static final String TIME_OUT = "i/o timeout";

  private final Socket socket;
  private final String target;
  private final long deadlineNanos;

  private ProbeSocket(Socket socket, String target, long deadlineNanos) {
    this.socket = socket;
    this.target = target;
    this.deadlineNanos = deadlineNanos;
  }

  /**
   * TLS settings of a probe.
   *
   * @param serverName the name that the certificate must have, and that is asked for
   * @param verify whether the certificate is looked at
   * @param protocol an application protocol to agree on
   * @param material what is shown, and who is trusted
   */
  record Tls(String serverName, boolean verify, Optional<String> protocol, TlsMaterial material) {}

  /** Connects to a host and port; IPv6 hosts stand in brackets. */
  static ProbeSocket connect(String hostAndPort, Duration timeout) throws ProbeException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    int colon = hostAndPort.lastIndexOf(':');
    if (colon < 0) {
      throw new ProbeException("dial tcp: address " + hostAndPort + ": missing port in address");
    }
    return connect(
        unbracketed(hostAndPort.substring(0, colon)),
        port(hostAndPort.substring(colon + 1)),
        deadlineNanos);
  }

  static ProbeSocket connect(String host, int port, long deadlineNanos) throws ProbeException {
    @Nullable ProbeException first = null;
    for (var address : resolve(host)) {
      try {
        return connect(address, port, deadlineNanos);
      } catch (ProbeException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new ProbeException("dial tcp: lookup " + host + ": no such host") : first;
  }

  private static ProbeSocket connect(InetAddress address, int port, long deadlineNanos)
      throws ProbeException {
    var text = shown(address, port);
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, port), leftMs(deadlineNanos));
      return new ProbeSocket(socket, text, deadlineNanos);
    } catch (IOException e) {
      closeQuietly(socket);
      throw new ProbeException("dial tcp " + text + ": " + connectFailure(e));
    }
  }

  private static String connectFailure(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return TIME_OUT;
    }
    var message = message(e).toLowerCase(Locale.ROOT);
    if (message.contains("refused")) {
      return "connect: connection refused";
    }
    if (e instanceof NoRouteToHostException || message.contains("no route")) {
      return "connect: no route to host";
    }
    return message.contains("unreachable")
        ? "connect: network is unreachable"
        : "connect: " + message(e);
  }

  /** The same connection inside TLS. */
  ProbeSocket secured(Tls tls) throws ProbeException {
    try {
      var factory = context(tls).getSocketFactory();
      socket.setSoTimeout(leftMs(deadlineNanos));
      var secure =
          (SSLSocket) factory.createSocket(socket, tls.serverName(), socket.getPort(), true);
      var parameters = secure.getSSLParameters();
      if (tls.verify()) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      if (!isIpLiteral(tls.serverName())) {
        parameters.setServerNames(List.of(new SNIHostName(tls.serverName())));
      }
      tls.protocol().ifPresent(name -> parameters.setApplicationProtocols(new String[] {name}));
      secure.setSSLParameters(parameters);
      secure.startHandshake();
      return new ProbeSocket(secure, target, deadlineNanos);
    } catch (IOException | IllegalArgumentException e) {
      close();
      throw new ProbeException(tlsFailure(e));
    }
  }

  private static String tlsFailure(Exception e) {
    var text = message(e);
    if (e instanceof SocketTimeoutException) {
      return TIME_OUT;
    }
    return text.contains("Unsupported or unrecognized SSL message")
        ? "http: server gave HTTP response to HTTPS client"
        : "tls: " + text;
  }

  void write(byte[] bytes) throws ProbeException {
    try {
      var out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      throw new ProbeException("write tcp " + target + ": " + message(e));
    }
  }

  /** Reads what is there, at least one byte; -1 at the end. */
  int read(byte[] buffer) throws ProbeException {
    try {
      socket.setSoTimeout(leftMs(deadlineNanos));
      return socket.getInputStream().read(buffer);
    } catch (SocketTimeoutException _) {
      throw new ProbeException("read tcp " + target + ": " + TIME_OUT);
    } catch (IOException e) {
      throw new ProbeException("read tcp " + target + ": read: " + lower(message(e)));
    }
  }

  /** Whether the time is over. */
  boolean isLate() {
    return System.nanoTime() - deadlineNanos >= 0;
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // The probe is over; its result does not depend on how the connection ends.
    }
  }

  static InetAddress[] resolve(String host) throws ProbeException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException _) {
      throw new ProbeException("dial tcp: lookup " + host + ": no such host");
    }
  }

  static String shown(InetAddress address, int port) {
    var text = address.getHostAddress();
    return (text.contains(":") ? "[" + text + "]" : text) + ":" + port;
  }

  static String unbracketed(String host) {
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return bare.isEmpty() ? "localhost" : bare;
  }

  static int port(String text) throws ProbeException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 0xFFFF) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Said below, as for a number out of range.
    }
    throw new ProbeException("dial tcp: address " + text + ": invalid port");
  }

  private static boolean isIpLiteral(String host) {
    return host.contains(":") || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
  }

  private static int leftMs(long deadlineNanos) throws SocketTimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
    if (left <= 0) {
      throw new SocketTimeoutException(TIME_OUT);
    }
    return (int) Math.min(Integer.MAX_VALUE, left);
  }

  static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static SSLContext context(Tls tls) throws ProbeException {
    try {
      return tls.verify() ? tls.material().verifying() : tls.material().trusting();
    } catch (GeneralSecurityException e) {
      throw new ProbeException("tls: " + message(e));
    }
  }
}

package praetor.dns.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.dns.Transport;
import praetor.dns.Upstream;

/**
 * Asks a recursor over a socket of its own, with an id that nobody can guess. Thread-safe; blocks
 * the calling thread.
 */
final class SocketUpstream implements Upstream {
  private static final Logger LOG = LoggerFactory.getLogger(SocketUpstream.class);

  private static final int PORT_DEFAULT = 53;
  private static final int DATAGRAM_MAX_BYTES = 65_535;
  private static final int ID_BYTES = 2;

  private final Supplier<Duration> timeout;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param timeout how long one recursor may take, asked for every question
   */
  SocketUpstream(Supplier<Duration> timeout) {
    this.timeout = timeout;
  }

  @Override
  public Optional<byte[]> ask(String recursor, byte[] message, Transport transport) {
    var sent = message.clone();
    var id = new byte[ID_BYTES];
    random.nextBytes(id);
    System.arraycopy(id, 0, sent, 0, ID_BYTES);
    try {
      var answer = exchange(address(recursor), sent, transport);
      answer.ifPresent(bytes -> System.arraycopy(message, 0, bytes, 0, ID_BYTES));
      return answer;
    } catch (IOException e) {
      LOG.debug("recursor {} did not answer", recursor, e);
      return Optional.empty();
    }
  }

  private Optional<byte[]> exchange(InetSocketAddress recursor, byte[] sent, Transport transport)
      throws IOException {
    long deadlineNanos = System.nanoTime() + timeout.get().toNanos();
    return switch (transport) {
      case UDP -> overUdp(recursor, sent, deadlineNanos);
      case TCP -> overTcp(recursor, sent, deadlineNanos);
    };
  }

  private static Optional<byte[]> overUdp(
      InetSocketAddress recursor, byte[] sent, long deadlineNanos) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.connect(recursor);
      socket.send(new DatagramPacket(sent, sent.length));
      var packet = new DatagramPacket(new byte[DATAGRAM_MAX_BYTES], DATAGRAM_MAX_BYTES);
      while (true) {
        socket.setSoTimeout(millisUntil(deadlineNanos));
        packet.setLength(DATAGRAM_MAX_BYTES);
        socket.receive(packet);
        var answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (hasId(answer, sent)) {
          return Optional.of(answer);
        }
      }
    }
  }

  private static Optional<byte[]> overTcp(
      InetSocketAddress recursor, byte[] sent, long deadlineNanos) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(recursor, millisUntil(deadlineNanos));
      var frame = new byte[sent.length + 2];
      frame[0] = (byte) (sent.length >> 8);
      frame[1] = (byte) sent.length;
      System.arraycopy(sent, 0, frame, 2, sent.length);
      socket.getOutputStream().write(frame);
      var in = new DataInputStream(socket.getInputStream());
      socket.setSoTimeout(millisUntil(deadlineNanos));
      int length = in.readUnsignedShort();
      socket.setSoTimeout(millisUntil(deadlineNanos));
      var answer = new byte[length];
      in.readFully(answer);
      return hasId(answer, sent) ? Optional.of(answer) : Optional.empty();
    }
  }

  private static boolean hasId(byte[] answer, byte[] sent) {
    return answer.length >= ID_BYTES && answer[0] == sent[0] && answer[1] == sent[1];
  }

  /** What is left of the time, never 0, which would mean forever. */
  private static int millisUntil(long deadlineNanos) throws SocketTimeoutException {
    long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("recursor timeout");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  /** {@code HOST}, {@code HOST:PORT}, {@code V6} or {@code [V6]:PORT}. */
  static InetSocketAddress address(String recursor) throws IOException {
    int colon = recursor.lastIndexOf(':');
    boolean bracketed = recursor.startsWith("[");
    boolean hasPort =
        bracketed ? recursor.lastIndexOf(']') < colon : recursor.indexOf(':') == colon;
    if (colon < 0 || !hasPort) {
      return new InetSocketAddress(host(recursor), PORT_DEFAULT);
    }
    try {
      int port = Integer.parseInt(recursor.substring(colon + 1));
      return new InetSocketAddress(host(recursor.substring(0, colon)), port);
    } catch (IllegalArgumentException e) {
      throw new IOException("\"" + recursor + "\" is no address of a recursor", e);
    }
  }

  private static InetAddress host(String text) throws IOException {
    return InetAddress.getByName(
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
  }
}

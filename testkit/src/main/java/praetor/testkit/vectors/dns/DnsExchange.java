package praetor.testkit.vectors.dns;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Sends one message to a server and takes its answer. */
final class DnsExchange {
  static final String UDP = "udp";
  static final String TCP = "tcp";

  private static final int MESSAGE_MAX_BYTES = 65_535;

  private final InetSocketAddress server;

  DnsExchange(InetSocketAddress server) {
    this.server = server;
  }

  /** The answer; empty where none comes in time or the server hangs up. */
  Optional<byte[]> ask(byte[] query, String transport, Duration timeout) throws IOException {
    return transport.equals(TCP) ? overTcp(query, timeout) : overUdp(query, timeout);
  }

  private Optional<byte[]> overTcp(byte[] query, Duration timeout) throws IOException {
    int timeoutMs = Math.toIntExact(timeout.toMillis());
    try (var socket = new Socket()) {
      socket.connect(server, timeoutMs);
      socket.setSoTimeout(timeoutMs);
      socket.getOutputStream().write(new DnsWriter().u16(query.length).bytes(query).toBytes());
      return Optional.of(framed(new DataInputStream(socket.getInputStream())));
    } catch (SocketTimeoutException | SocketException | EOFException silence) {
      // No answer is an outcome here: recordings expect it of some questions.
      return Optional.empty();
    }
  }

  private static byte[] framed(DataInputStream in) throws IOException {
    var message = new byte[in.readUnsignedShort()];
    in.readFully(message);
    return message;
  }

  private Optional<byte[]> overUdp(byte[] query, Duration timeout) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      socket.send(new DatagramPacket(query, query.length, server));
      while (true) {
        var packet = new DatagramPacket(new byte[MESSAGE_MAX_BYTES], MESSAGE_MAX_BYTES);
        socket.receive(packet);
        var answer = Arrays.copyOf(packet.getData(), packet.getLength());
        if (answer.length >= 2 && Arrays.equals(answer, 0, 2, query, 0, 2)) {
          return Optional.of(answer);
        }
      }
    } catch (SocketTimeoutException silence) {
      // As over TCP.
      return Optional.empty();
    }
  }
}

package praetor.dns.net;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;
import praetor.dns.Transport;

/** Asks a DNS server and waits for its answer. */
final class DnsClient {
  private final InetSocketAddress server;

  DnsClient(InetSocketAddress server) {
    this.server = server;
  }

  /** The answer; empty when none comes in time. */
  Optional<byte[]> ask(byte[] message, Transport transport, int timeoutMs) throws IOException {
    return switch (transport) {
      case UDP -> overUdp(message, timeoutMs);
      case TCP -> overTcp(message, timeoutMs);
    };
  }

  private Optional<byte[]> overUdp(byte[] message, int timeoutMs) throws IOException {
    try (var socket = new DatagramSocket()) {
      socket.setSoTimeout(timeoutMs);
      socket.send(new DatagramPacket(message, message.length, server));
      var packet = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(packet);
      return Optional.of(Arrays.copyOf(packet.getData(), packet.getLength()));
    } catch (SocketTimeoutException _) {
      return Optional.empty();
    }
  }

  private Optional<byte[]> overTcp(byte[] message, int timeoutMs) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(server, timeoutMs);
      socket.setSoTimeout(timeoutMs);
      socket.getOutputStream().write(framed(message));
      return Optional.of(read(new DataInputStream(socket.getInputStream())));
    } catch (SocketTimeoutException | EOFException _) {
      return Optional.empty();
    }
  }

  static byte[] read(DataInputStream in) throws IOException {
    var answer = new byte[in.readUnsignedShort()];
    in.readFully(answer);
    return answer;
  }

  static byte[] framed(byte[] message) {
    var frame = new byte[message.length + 2];
    frame[0] = (byte) (message.length >> 8);
    frame[1] = (byte) message.length;
    System.arraycopy(message, 0, frame, 2, message.length);
    return frame;
  }
}

package praetor.dns.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import praetor.dns.Transport;

/** A recursor on a loopback port, UDP and TCP. */
final class SocketRecursor implements AutoCloseable {
  /** What it answers; empty means silence. */
  interface Rule {
    Optional<byte[]> answer(byte[] message, Transport transport);
  }

  private final Rule rule;
  private final ServerSocket tcp;
  private final DatagramSocket udp;

  SocketRecursor(Rule rule) throws IOException {
    this.rule = rule;
    this.tcp = new ServerSocket();
    tcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    this.udp =
        new DatagramSocket(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
    Thread.ofVirtual().start(this::serveUdp);
    Thread.ofVirtual().start(this::serveTcp);
  }

  String address() {
    return tcp.getInetAddress().getHostAddress() + ":" + tcp.getLocalPort();
  }

  private void serveUdp() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[65_535], 65_535);
        udp.receive(packet);
        var message = Arrays.copyOf(packet.getData(), packet.getLength());
        var answer = rule.answer(message, Transport.UDP);
        if (answer.isPresent()) {
          udp.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        var socket = tcp.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new DataInputStream(socket.getInputStream());
      var message = new byte[in.readUnsignedShort()];
      in.readFully(message);
      var answer = rule.answer(message, Transport.TCP);
      if (answer.isPresent()) {
        socket.getOutputStream().write(DnsClient.framed(answer.get()));
      } else {
        // Silent, but there, until the asker leaves.
        in.read();
      }
    } catch (IOException _) {
      // The asker left.
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    udp.close();
  }
}

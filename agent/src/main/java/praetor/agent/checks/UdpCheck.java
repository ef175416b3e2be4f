package praetor.agent.checks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import praetor.agent.config.CheckDefinition;

/**
 * Sends an empty datagram: any answer is success, silence and refusal are not.
 *
 * <p>Source: public reference of UDP checks; texts of Consul 1.21.4.
 */
final class UdpCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ANSWER_MAX_BYTES = 1_500;

  @Override
  public String type() {
    return "udp";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return !definition.udp().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    var target = definition.udp();
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return () -> {
      try {
        return ask(target, timeout);
      } catch (ProbeException e) {
        return CheckResult.critical(ProbeSocket.message(e));
      }
    };
  }

  private static CheckResult ask(String target, Duration timeout) throws ProbeException {
    int colon = target.lastIndexOf(':');
    if (colon < 0) {
      throw new ProbeException("dial udp: address " + target + ": missing port in address");
    }
    var address = ProbeSocket.resolve(ProbeSocket.unbracketed(target.substring(0, colon)))[0];
    int port = ProbeSocket.port(target.substring(colon + 1));
    var shown = ProbeSocket.shown(address, port);
    var server = new InetSocketAddress(address, port);
    // Not connected: Java sends an empty datagram only then, so a refusal looks like silence.
    try (var channel = DatagramChannel.open()) {
      channel.send(ByteBuffer.allocate(0), server);
      awaitAnswer(channel.socket(), server, timeout);
      return CheckResult.passing("UDP connect " + target + ": Success");
    } catch (SocketTimeoutException _) {
      throw new ProbeException("read udp " + shown + ": i/o timeout");
    } catch (IOException e) {
      throw new ProbeException("udp " + shown + ": " + ProbeSocket.message(e));
    }
  }

  private static void awaitAnswer(DatagramSocket socket, InetSocketAddress from, Duration timeout)
      throws IOException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    var packet = new DatagramPacket(new byte[ANSWER_MAX_BYTES], ANSWER_MAX_BYTES);
    do {
      long leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout(Math.clamp(leftMs, 1, Integer.MAX_VALUE));
      socket.receive(packet);
    } while (!packet.getSocketAddress().equals(from));
  }
}

package praetor.agent.checks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import praetor.agent.config.CheckDefinition;

/**
 * Sends a datagram: any answer is success, silence and refusal are not.
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
    try (var socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(address, port));
      socket.setSoTimeout(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
      socket.send(new DatagramPacket(new byte[0], 0));
      socket.receive(new DatagramPacket(new byte[ANSWER_MAX_BYTES], ANSWER_MAX_BYTES));
      return CheckResult.passing("UDP connect " + target + ": Success");
    } catch (PortUnreachableException _) {
      throw new ProbeException("read udp " + shown + ": read: connection refused");
    } catch (SocketTimeoutException _) {
      throw new ProbeException("read udp " + shown + ": i/o timeout");
    } catch (IOException e) {
      throw new ProbeException("udp " + shown + ": " + ProbeSocket.message(e));
    }
  }
}

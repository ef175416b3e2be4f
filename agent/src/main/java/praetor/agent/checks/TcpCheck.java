package praetor.agent.checks;

import java.time.Duration;
import java.util.Optional;
import praetor.agent.config.CheckDefinition;

/** Connects to a port. Source: texts of Consul 1.21.4. */
final class TcpCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public String type() {
    return "tcp";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return !definition.tcp().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    var target = definition.tcp();
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return () -> {
      try (var socket = ProbeSocket.connect(target, timeout)) {
        if (definition.tcpUseTls()) {
          socket.secured(tls(definition, target)).close();
        }
        return CheckResult.passing("TCP connect " + target + ": Success");
      } catch (ProbeException e) {
        return CheckResult.critical(ProbeSocket.message(e));
      }
    };
  }

  private static ProbeSocket.Tls tls(CheckDefinition definition, String target) {
    return new ProbeSocket.Tls(
        serverName(definition, target), !definition.tlsSkipVerify(), Optional.empty());
  }

  /** The name to ask for: the one given, else the host of the target. */
  static String serverName(CheckDefinition definition, String target) {
    return definition.tlsServerName().isEmpty()
        ? ProbeSocket.unbracketed(target.substring(0, Math.max(0, target.lastIndexOf(':'))))
        : definition.tlsServerName();
  }
}

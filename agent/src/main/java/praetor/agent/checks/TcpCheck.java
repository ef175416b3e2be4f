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
    return probe(definition, outputMaxBytes, ProbeTls.NONE);
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes, ProbeTls tls) {
    var target = definition.tcp();
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return () -> {
      try (var socket = ProbeSocket.connect(target, timeout)) {
        if (definition.tcpUseTls()) {
          socket.secured(tls.of(definition, target, Optional.empty())).close();
        }
        return CheckResult.passing("TCP connect " + target + ": Success");
      } catch (ProbeException e) {
        return CheckResult.critical(ProbeSocket.message(e));
      }
    };
  }
}

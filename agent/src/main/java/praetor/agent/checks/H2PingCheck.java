package praetor.agent.checks;

import java.time.Duration;
import java.util.Optional;
import praetor.agent.config.CheckDefinition;

/** Pings an HTTP/2 server, inside TLS unless told otherwise. Source: texts of Consul 1.21.4. */
final class H2PingCheck implements CheckKind {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Override
  public String type() {
    return "h2ping";
  }

  @Override
  public boolean appliesTo(CheckDefinition definition) {
    return !definition.h2ping().isEmpty();
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes) {
    return probe(definition, outputMaxBytes, ProbeTls.NONE);
  }

  @Override
  public Probe probe(CheckDefinition definition, int outputMaxBytes, ProbeTls tls) {
    var target = definition.h2ping();
    var timeout = CheckKind.timeout(definition, TIMEOUT);
    return () -> {
      try (var plain = ProbeSocket.connect(target, timeout);
          var socket = secured(plain, definition, tls)) {
        return ping(socket);
      } catch (ProbeException e) {
        return CheckResult.critical("Failed to dial to " + target + ": " + ProbeSocket.message(e));
      }
    };
  }

  private static CheckResult ping(ProbeSocket socket) {
    try {
      H2Connection.open(socket).ping();
      return CheckResult.passing("HTTP2 ping was successful");
    } catch (ProbeException e) {
      return CheckResult.critical("HTTP2 ping failed: " + ProbeSocket.message(e));
    }
  }

  private static ProbeSocket secured(ProbeSocket plain, CheckDefinition definition, ProbeTls tls)
      throws ProbeException {
    return definition.h2pingUseTls()
        ? plain.secured(tls.of(definition, definition.h2ping(), Optional.of("h2")))
        : plain;
  }
}

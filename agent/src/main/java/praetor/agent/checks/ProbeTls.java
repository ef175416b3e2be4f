package praetor.agent.checks;

import java.util.Optional;
import java.util.function.Supplier;
import praetor.agent.config.CheckDefinition;
import praetor.model.tls.TlsMaterial;

/**
 * How probes speak TLS: with nothing of the agent's, or with its certificates ({@code
 * enable_agent_tls_for_checks}). Asked anew by every probe, for files may be read again.
 *
 * @param serverName the name that targets are asked for where a check names none; empty for the
 *     target's host
 */
public record ProbeTls(Supplier<TlsMaterial> material, String serverName) {
  /** Shows no certificate and trusts whom the system trusts. */
  public static final ProbeTls NONE = new ProbeTls(() -> TlsMaterial.NONE, "");

  /**
   * The settings of a probe.
   *
   * @param target host and port
   */
  ProbeSocket.Tls of(CheckDefinition definition, String target, Optional<String> protocol) {
    var host = ProbeSocket.unbracketed(target.substring(0, Math.max(0, target.lastIndexOf(':'))));
    return of(definition.tlsServerName(), host, !definition.tlsSkipVerify(), protocol);
  }

  ProbeSocket.Tls of(String asked, String host, boolean verify, Optional<String> protocol) {
    var usual = serverName.isEmpty() ? host : serverName;
    return new ProbeSocket.Tls(asked.isEmpty() ? usual : asked, verify, protocol, material.get());
  }
}

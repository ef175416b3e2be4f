package praetor.agent.tls;

import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import praetor.agent.config.TlsConfig;
import praetor.model.tls.TlsMaterial;

/**
 * TLS of one protocol as it is now: the rules and what was read from the files.
 *
 * <p>The contexts are made at each call; whoever uses one keeps it until the next reload.
 */
public record ProtocolTls(TlsConfig.Protocol rules, TlsMaterial material) {

  /**
   * For listening. Whether callers must show a certificate at all is up to the socket: {@code
   * rules().verifyIncoming()}.
   */
  public SSLContext serverContext() throws GeneralSecurityException {
    return rules.verifyIncoming() ? material.verifying() : material.trusting();
  }

  /** For calling others; which name their certificate must have is up to the caller. */
  public SSLContext clientContext() throws GeneralSecurityException {
    return rules.verifyOutgoing() ? material.verifying() : material.trusting();
  }
}

package praetor.agent.auto;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import praetor.agent.config.AgentConfig;
import praetor.agent.rpc.server.Newcomers;
import praetor.agent.tls.AgentTls;
import praetor.model.tls.Pem;

/** What a server gives agents that have no certificate yet, by its configuration and files. */
public record GivenToNewcomers(AgentConfig config, AgentTls tls) implements Newcomers {
  @Override
  public boolean certificates() {
    return config.settings().at("auto_encrypt.allow_tls").orElse(false).equals(true);
  }

  @Override
  public List<String> authorities() {
    return tls.authoritiesInFiles().stream().map(GivenToNewcomers::pem).toList();
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.text("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read cannot be written", e);
    }
  }

  @Override
  public boolean verifyServerHostname() {
    return tls.internalRpc().rules().verifyServerHostname();
  }
}

package praetor.agent.auto;

import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import praetor.model.connect.IssuedCert;
import praetor.model.connect.SpiffeId;
import praetor.model.tls.AlternativeNames;
import praetor.model.tls.CertificateRequest;
import praetor.model.tls.EcKeys;

/**
 * An agent's request for a certificate with the key that it is for. Source: those of Consul 1.21.4.
 */
record AgentRequest(KeyPair keys, String pem) {
  private static final String LOCALHOST = "localhost";
  private static final List<InetAddress> LOOPBACK =
      List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  /** A request with a new key for this host and the names that were asked for. */
  static AgentRequest create(SpiffeId.Agent agent, AutoSettings settings)
      throws GeneralSecurityException {
    var dnsNames = new ArrayList<>(List.of(LOCALHOST));
    dnsNames.addAll(settings.dnsNames());
    var addresses = new ArrayList<>(LOOPBACK);
    addresses.addAll(settings.addresses());
    var keys = EcKeys.generate();
    var names = new AlternativeNames(dnsNames, addresses, List.of(agent.uri()));
    return new AgentRequest(keys, CertificateRequest.create(keys, names));
  }

  /** The answer with the key that stayed here. */
  IssuedCert complete(IssuedCert signed) {
    return signed.withPrivateKey(EcKeys.pem(keys));
  }
}

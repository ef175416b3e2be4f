package praetor.agent.auto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.tls.GivenTls;
import praetor.model.connect.CaRoots;
import praetor.model.connect.IssuedCert;
import praetor.model.tls.Identity;
import praetor.model.tls.Pem;

/**
 * A certificate of this agent, with its key, and whom the servers said to trust.
 *
 * @param roots the authorities of the mesh
 * @param manualRoots PEM of the authorities in the files of the servers
 */
public record Given(
    IssuedCert certificate, CaRoots roots, List<String> manualRoots, boolean verifyServerHostname) {
  /** A certificate is renewed when so much of its life is over. Source: within Consul's range. */
  private static final double RENEWED_AFTER = 0.7;

  public Given {
    manualRoots = List.copyOf(manualRoots);
  }

  Given with(IssuedCert renewed, CaRoots now) {
    return new Given(renewed, now, manualRoots, verifyServerHostname);
  }

  Instant renewal() {
    var life = Duration.between(certificate.validAfter(), certificate.validBefore());
    return certificate.validAfter().plusMillis((long) (life.toMillis() * RENEWED_AFTER));
  }

  boolean isOver(Instant now) {
    return now.isAfter(certificate.validBefore());
  }

  /** What it is for connections. */
  GivenTls toTls() throws GeneralSecurityException {
    var authorities = new ArrayList<>(authorities(roots));
    for (var pem : manualRoots) {
      authorities.addAll(Pem.certificates(pem));
    }
    var identity = Identity.parse(certificate.certPem(), certificate.privateKeyPem());
    return new GivenTls(Optional.of(identity), authorities, verifyServerHostname);
  }

  /** The certificates of the mesh's authorities. */
  static List<X509Certificate> authorities(CaRoots roots) throws GeneralSecurityException {
    return roots.roots().isEmpty() ? List.of() : Pem.certificates(roots.pem());
  }
}

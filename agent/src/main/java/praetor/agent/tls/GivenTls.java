package praetor.agent.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import praetor.model.tls.Identity;

/**
 * What the servers of the datacenter gave this agent for TLS, besides its own files.
 *
 * @param identity a certificate for this agent; a server has none of these
 * @param authorities those of the mesh, who sign such certificates, and those of the servers' own
 * @param verifyServerHostname whether the servers want it
 */
public record GivenTls(
    Optional<Identity> identity, List<X509Certificate> authorities, boolean verifyServerHostname) {
  public static final GivenTls NONE = new GivenTls(Optional.empty(), List.of(), false);

  public GivenTls {
    authorities = List.copyOf(authorities);
  }
}

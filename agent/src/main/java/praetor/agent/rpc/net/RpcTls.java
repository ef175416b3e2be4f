package praetor.agent.rpc.net;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * TLS of the server port: {@code tls.internal_rpc}.
 *
 * @param server for accepted connections; empty when the server has no certificate
 * @param client for dialed connections: trusts the CA and shows this agent's certificate if any
 * @param protocols TLS versions as the JDK names them; none for its own choice
 * @param cipherSuites none for the JDK's own choice
 * @param verifyIncoming accept nothing but TLS with a certificate of the CA
 * @param verifyOutgoing dial with TLS
 * @param verifyServerHostname the certificate of a server must be for {@code
 *     server.DATACENTER.DOMAIN}
 * @param domain such as {@code consul}
 */
public record RpcTls(
    Optional<SSLContext> server,
    Optional<SSLContext> client,
    List<String> protocols,
    List<String> cipherSuites,
    boolean verifyIncoming,
    boolean verifyOutgoing,
    boolean verifyServerHostname,
    String domain) {

  public RpcTls {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
    domain = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
  }

  /** Clear text alone. */
  public static RpcTls none() {
    return new RpcTls(
        Optional.empty(), Optional.empty(), List.of(), List.of(), false, false, false, "consul");
  }

  /** Restricts a connection to the versions and cipher suites that were chosen. */
  void restrict(SSLParameters parameters) {
    if (!protocols.isEmpty()) {
      parameters.setProtocols(protocols.toArray(String[]::new));
    }
    if (!cipherSuites.isEmpty()) {
      parameters.setCipherSuites(cipherSuites.toArray(String[]::new));
    }
  }

  /** The name in the certificates of a datacenter's servers. */
  String serverName(String datacenter) {
    return "server." + datacenter + "." + domain;
  }
}

package praetor.agent.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.agent.config.TlsConfig;
import praetor.model.tls.Identity;
import praetor.model.tls.TlsMaterial;

/**
 * The certificates of an agent, exchanged as a whole: when a file cannot be used, everything stays
 * as it was. Safe for any thread.
 *
 * <p>Source: rules, texts and what a reload keeps observed on Consul 1.21.4.
 */
public final class AgentTls {

  private record Protocols(ProtocolTls internalRpc, ProtocolTls https, ProtocolTls grpc) {}

  // As the files say.
  private volatile Protocols protocols;
  private volatile GivenTls given = GivenTls.NONE;

  private AgentTls(Protocols protocols) {
    this.protocols = protocols;
  }

  /**
   * Reads every file.
   *
   * @throws IOException one sentence: which file cannot be used and why, or which rule is broken
   */
  public static AgentTls open(TlsConfig config) throws IOException {
    return new AgentTls(read(config));
  }

  /**
   * Reads every file again. A protocol that has no certificate any more keeps the one it had.
   *
   * @throws IOException as {@link #open}; nothing has changed then
   */
  public synchronized void update(TlsConfig config) throws IOException {
    var next = read(config);
    var before = protocols;
    protocols =
        new Protocols(
            kept(before.internalRpc(), next.internalRpc()),
            kept(before.https(), next.https()),
            kept(before.grpc(), next.grpc()));
  }

  /** Takes over what the servers gave; a file's certificate stands before theirs. */
  public void take(GivenTls fromServers) {
    given = fromServers;
  }

  /** Between agents, on the server port. */
  public ProtocolTls internalRpc() {
    var files = protocols.internalRpc();
    var now = given;
    if (now.equals(GivenTls.NONE)) {
      return files;
    }
    var rules = now.identity().isPresent() ? upgraded(files.rules(), now) : files.rules();
    var authorities = new ArrayList<>(files.material().authorities());
    now.authorities().stream().filter(a -> !authorities.contains(a)).forEach(authorities::add);
    return new ProtocolTls(rules, new TlsMaterial(own(files).or(now::identity), authorities));
  }

  private static Optional<Identity> own(ProtocolTls files) {
    return files.material().identity();
  }

  /** Source: with a certificate from the servers Consul 1.21.4 calls them by TLS in any case. */
  private static TlsConfig.Protocol upgraded(TlsConfig.Protocol rules, GivenTls given) {
    return rules.verifyingServers(rules.verifyServerHostname() || given.verifyServerHostname());
  }

  /** The authorities in the files, whom servers make known to agents that have none. */
  public List<X509Certificate> authoritiesInFiles() {
    return protocols.internalRpc().material().authorities();
  }

  /** Source: without a file Consul 1.21.4 shows the certificate that the servers gave. */
  public ProtocolTls https() {
    return withGivenIdentity(protocols.https());
  }

  public ProtocolTls grpc() {
    return protocols.grpc();
  }

  private ProtocolTls withGivenIdentity(ProtocolTls files) {
    var identity = own(files).or(given::identity);
    if (identity.equals(own(files))) {
      return files;
    }
    return new ProtocolTls(
        files.rules(), new TlsMaterial(identity, files.material().authorities()));
  }

  private static Protocols read(TlsConfig config) throws IOException {
    return new Protocols(
        read(config.internalRpc(), config),
        read(config.https(), config),
        read(config.grpc(), config));
  }

  private static ProtocolTls read(TlsConfig.Protocol rules, TlsConfig config) throws IOException {
    var material = CertificateFiles.read(rules);
    boolean authorities = !material.authorities().isEmpty();
    refuse(
        rules.verifyIncoming() && !authorities,
        "VerifyIncoming set but no CA certificates were provided");
    refuse(
        rules.verifyIncoming() && material.identity().isEmpty() && !config.ownCertificateComes(),
        "VerifyIncoming requires either a Cert and Key pair in the configuration file, or"
            + " auto_encrypt/auto_config be enabled");
    refuse(
        rules.verifyOutgoing() && !authorities,
        "VerifyOutgoing set but no CA certificates were provided");
    return new ProtocolTls(rules, material);
  }

  private static void refuse(boolean broken, String text) throws IOException {
    if (broken) {
      throw new IOException(text);
    }
  }

  private static ProtocolTls kept(ProtocolTls before, ProtocolTls next) {
    var own = next.material().identity();
    var material =
        new TlsMaterial(
            own.isPresent() ? own : before.material().identity(), next.material().authorities());
    return new ProtocolTls(next.rules(), material);
  }
}

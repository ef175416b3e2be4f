package praetor.agent.auto;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import praetor.agent.RequestException;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.TlsConfig;
import praetor.agent.membership.GossipPools;
import praetor.agent.membership.Member;
import praetor.agent.rpc.call.AutoConfigCalls.Introduction;
import praetor.agent.rpc.call.AutoConfigCalls.Told;
import praetor.agent.rpc.server.Newcomers;
import praetor.agent.tls.AgentTls;
import praetor.model.Clock;
import praetor.model.tls.Pem;
import praetor.raft.AddressText;

/**
 * What a server gives agents that have no certificate yet, by its configuration and files. Safe for
 * any thread.
 */
public final class GivenToNewcomers implements Newcomers {
  private final AgentConfig config;
  private final AgentTls tls;
  private final GossipPools pools;
  private final Clock clock;
  private final Optional<Introductions> introductions;

  private GivenToNewcomers(
      AgentConfig config,
      AgentTls tls,
      GossipPools pools,
      Clock clock,
      Optional<Introductions> introductions) {
    this.config = config;
    this.tls = tls;
    this.pools = pools;
    this.clock = clock;
    this.introductions = introductions;
  }

  /**
   * Reads the configuration.
   *
   * @throws IOException one sentence: what cannot be used
   */
  public static GivenToNewcomers of(
      AgentConfig config, AgentTls tls, GossipPools pools, Clock clock) throws IOException {
    Optional<Introductions> introductions =
        AuthorizationSettings.isEnabled(config.settings())
            ? Optional.of(Introductions.of(config.settings()))
            : Optional.empty();
    return new GivenToNewcomers(config, tls, pools, clock, introductions);
  }

  @Override
  public boolean certificates() {
    return config.settings().at("auto_encrypt.allow_tls").orElse(false).equals(true);
  }

  @Override
  public Told told(Introduction introduction) {
    // Source: the text of a Consul 1.21.4 server that configures nobody.
    introductions
        .orElseThrow(() -> RequestException.failed("Auto Config is disabled"))
        .require(introduction, clock.now());
    var node = config.node();
    if (!introduction.datacenter().equals(node.datacenter())) {
      throw RequestException.failed(
          "invalid datacenter \"%s\": agents are configured by servers of their own"
              .formatted(introduction.datacenter()));
    }
    var rules = tls.internalRpc().rules();
    return new Told(
        node.datacenter(),
        node.primaryDatacenter(),
        introduction.node(),
        pools.lanPool().primaryKey().map(key -> base64(key.array())).orElse(""),
        config.join().encryptVerifyIncoming(),
        config.join().encryptVerifyOutgoing(),
        servers(),
        rules.verifyOutgoing(),
        rules.verifyServerHostname(),
        String.join(",", rules.cipherSuites()),
        rules.minVersion() == TlsConfig.Version.TLS_1_3 ? "tls13" : "tls12");
  }

  private static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  private List<String> servers() {
    return pools.lan().stream()
        .filter(member -> member.isServer() && member.status() == Member.Status.ALIVE)
        .map(
            member -> new InetSocketAddress(InetAddress.ofLiteral(member.address()), member.port()))
        .map(AddressText::of)
        .toList();
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

package praetor.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TLS of each protocol; the {@code tls.defaults} block is already in all of them.
 *
 * @param internalRpc between agents, on the server port
 * @param ownCertificateComes {@code auto_encrypt.tls} or {@code auto_config.enabled}: the servers
 *     give this agent its certificate
 */
public record TlsConfig(
    Protocol internalRpc, Protocol https, Protocol grpc, boolean ownCertificateComes) {

  /**
   * TLS of one protocol. Paths are as given; an empty text in a block stands against that of the
   * defaults.
   *
   * @param cipherSuites of TLS 1.2, under their IANA names; none means all of {@link #SUITES}
   * @param verifyIncoming callers must show a certificate of the authorities
   * @param verifyOutgoing whoever is called must show one
   * @param verifyServerHostname and it must be a server's; {@code internal_rpc} only
   * @param useAutoCert {@code grpc} only
   */
  public record Protocol(
      Optional<String> caFile,
      Optional<String> caPath,
      Optional<String> certFile,
      Optional<String> keyFile,
      Version minVersion,
      List<String> cipherSuites,
      boolean verifyIncoming,
      boolean verifyOutgoing,
      boolean verifyServerHostname,
      boolean useAutoCert) {

    public Protocol {
      cipherSuites = List.copyOf(cipherSuites);
    }

    /** The same rules for whoever calls servers by TLS in any case. */
    public Protocol verifyingServers(boolean byName) {
      return new Protocol(
          caFile,
          caPath,
          certFile,
          keyFile,
          minVersion,
          cipherSuites,
          verifyIncoming,
          true,
          byName,
          useAutoCert);
    }

    /** The versions to offer, as the JDK calls them. */
    public List<String> protocols() {
      return minVersion == Version.TLS_1_3 ? List.of("TLSv1.3") : List.of("TLSv1.3", "TLSv1.2");
    }

    /** The cipher suites to offer, best first; those of TLS 1.3 cannot be chosen. */
    public List<String> suites() {
      var chosen = cipherSuites.isEmpty() ? SUITES : cipherSuites;
      return Stream.concat(SUITES_OF_TLS_1_3.stream(), chosen.stream()).toList();
    }
  }

  /** What {@code tls_min_version} may be. Below 1.2 nothing is offered: RFC 8996. */
  public enum Version {
    AUTO("TLS_AUTO"),
    TLS_1_0("TLSv1_0"),
    TLS_1_1("TLSv1_1"),
    TLS_1_2("TLSv1_2"),
    TLS_1_3("TLSv1_3");

    private final String text;

    Version(String text) {
      this.text = text;
    }

    /** The version in the words of a configuration. */
    public String text() {
      return text;
    }

    static Optional<Version> of(String text) {
      return Stream.of(values()).filter(version -> version.text.equals(text)).findFirst();
    }
  }

  /** Source: Consul 1.21.4 takes these in {@code tls_cipher_suites} and offers them unasked. */
  static final List<String> SUITES =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

  private static final List<String> SUITES_OF_TLS_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** Every file and folder that certificates and keys are read from. */
  public List<String> files() {
    return Stream.of(internalRpc, https, grpc)
        .flatMap(p -> Stream.of(p.certFile(), p.keyFile(), p.caFile(), p.caPath()))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}

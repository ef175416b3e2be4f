package praetor.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the {@code tls} block: what a protocol does not say is taken from the defaults.
 *
 * <p>Source: precedence and texts observed on Consul 1.21.4.
 */
final class TlsReader {

  private static final String DEFAULTS = "defaults";
  private static final String INTERNAL_RPC = "internal_rpc";
  private static final String HTTPS = "https";
  private static final String GRPC = "grpc";

  private final Values values;

  TlsReader(Values values) {
    this.values = values;
  }

  /** Keys that a block must not have, whatever their value. */
  static void checkBlocks(Settings settings) throws ConfigException {
    refuse(
        settings, "verify_outgoing is not valid in the tls.grpc stanza", "verify_outgoing", GRPC);
    refuse(
        settings,
        "verify_server_hostname is only valid in the tls.defaults and tls.internal_rpc stanzas",
        "verify_server_hostname",
        HTTPS,
        GRPC);
    refuse(
        settings,
        "use_auto_cert is only valid in the tls.grpc stanza",
        "use_auto_cert",
        DEFAULTS,
        INTERNAL_RPC,
        HTTPS);
  }

  private static void refuse(Settings settings, String text, String key, String... blocks)
      throws ConfigException {
    if (Stream.of(blocks).anyMatch(b -> settings.at("tls." + b + "." + key).isPresent())) {
      throw new ConfigException(text);
    }
  }

  TlsConfig read() {
    Stream.of(DEFAULTS, INTERNAL_RPC, HTTPS, GRPC).forEach(this::checkTexts);
    return new TlsConfig(
        protocol(INTERNAL_RPC),
        protocol(HTTPS),
        protocol(GRPC),
        values.bool("auto_encrypt.tls", false) || values.bool("auto_config.enabled", false));
  }

  private void checkTexts(String block) {
    var version = own(block, "tls_min_version");
    if (version.isPresent() && TlsConfig.Version.of(version.get()).isEmpty()) {
      values.error(
          "tls.%s.tls_min_version: invalid TLS version: no matching TLS version found for %s, please specify one of %s"
              .formatted(
                  block,
                  version.get(),
                  Stream.of(TlsConfig.Version.values()).map(TlsConfig.Version::text).toList()));
    }
    var suites = own(block, "tls_cipher_suites").map(TlsReader::split).orElse(List.of());
    var unknown = suites.stream().filter(Predicate.not(TlsConfig.SUITES::contains)).toList();
    if (!suites.isEmpty() && version(block) == TlsConfig.Version.TLS_1_3) {
      values.error(
          "tls." + block + ".tls_cipher_suites: TLS 1.3 cipher suites are not configurable");
    } else if (!unknown.isEmpty()) {
      values.error(
          "tls.%s.tls_cipher_suites: invalid TLS cipher suites: no matching Consul Agent TLS cipher suite found for %s"
              .formatted(block, String.join(",", unknown)));
    }
  }

  private TlsConfig.Protocol protocol(String block) {
    boolean rpc = block.equals(INTERNAL_RPC);
    boolean hostname = rpc && bool(block, "verify_server_hostname");
    return new TlsConfig.Protocol(
        file(block, "ca_file"),
        file(block, "ca_path"),
        file(block, "cert_file"),
        file(block, "key_file"),
        version(block),
        either(block, "tls_cipher_suites").map(TlsReader::split).orElse(List.of()),
        bool(block, "verify_incoming"),
        !block.equals(GRPC) && (hostname || bool(block, "verify_outgoing")),
        hostname,
        bool(block, "use_auto_cert"));
  }

  private TlsConfig.Version version(String block) {
    return either(block, "tls_min_version")
        .flatMap(TlsConfig.Version::of)
        .orElse(TlsConfig.Version.TLS_1_2);
  }

  /** An empty text takes the place of the defaults' file: no file. */
  private Optional<String> file(String block, String key) {
    return values
        .given(path(block, key))
        .or(() -> values.given(path(DEFAULTS, key)))
        .filter(text -> !text.isEmpty());
  }

  private boolean bool(String block, String key) {
    return values.bool(path(block, key), values.bool(path(DEFAULTS, key), false));
  }

  /** An empty text says nothing. */
  private Optional<String> either(String block, String key) {
    return own(block, key).or(() -> own(DEFAULTS, key));
  }

  private Optional<String> own(String block, String key) {
    return values.filled(path(block, key));
  }

  private static String path(String block, String key) {
    return "tls." + block + "." + key;
  }

  private static List<String> split(String suites) {
    return List.of(suites.split(",", -1));
  }
}

package praetor.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code tls} block and its older keys, as Consul 1.21.4 reads them. */
class TlsReaderTest {

  private static final String ALL_VERSIONS =
      "please specify one of [TLS_AUTO, TLSv1_0, TLSv1_1, TLSv1_2, TLSv1_3]";

  private static LoadedConfig load(String hcl) throws ConfigException {
    var flags = new Settings(Map.of("data_dir", "/d", "bind_addr", "127.0.0.1"));
    return ConfigLoader.load(
        new ConfigInput(
            false,
            flags,
            List.of(),
            Optional.empty(),
            List.of(hcl),
            new Host("machine", List.of())));
  }

  private static TlsConfig tls(String hcl) throws ConfigException {
    return load(hcl).config().tls();
  }

  @Test
  void withoutABlockThereIsNoCertificateAndNoVerification() throws Exception {
    var tls = tls("");
    assertThat(tls.https()).isEqualTo(tls.internalRpc()).isEqualTo(tls.grpc());
    assertThat(tls.https().certFile()).isEmpty();
    assertThat(tls.https().verifyIncoming()).isFalse();
    assertThat(tls.https().minVersion()).isEqualTo(TlsConfig.Version.TLS_1_2);
    assertThat(tls.https().protocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(tls.https().suites()).hasSize(13);
    assertThat(tls.files()).isEmpty();
  }

  @Test
  void aProtocolsOwnSettingStandsBeforeTheDefaults() throws Exception {
    var tls =
        tls(
            """
            tls {
              defaults { ca_file = "/ca" cert_file = "/c" key_file = "/k" verify_incoming = true
                         verify_outgoing = true tls_min_version = "TLSv1_3" }
              https { cert_file = "/hc" key_file = "/hk" verify_incoming = false ca_file = "" }
              grpc { tls_min_version = "TLSv1_2" use_auto_cert = true }
            }
            """);
    assertThat(tls.internalRpc().certFile()).contains("/c");
    assertThat(tls.internalRpc().verifyIncoming()).isTrue();
    assertThat(tls.internalRpc().verifyOutgoing()).isTrue();
    assertThat(tls.https().certFile()).contains("/hc");
    assertThat(tls.https().caFile()).isEmpty();
    assertThat(tls.https().verifyIncoming()).isFalse();
    assertThat(tls.https().protocols()).containsExactly("TLSv1.3");
    assertThat(tls.grpc().protocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThat(tls.grpc().useAutoCert()).isTrue();
    assertThat(tls.grpc().verifyOutgoing()).as("gRPC calls nobody").isFalse();
    assertThat(tls.files()).containsExactly("/c", "/k", "/ca", "/hc", "/hk");
  }

  @Test
  void anEmptyVersionOrListOfSuitesSaysNothing() throws Exception {
    var tls =
        tls(
            """
            tls { defaults { tls_min_version = "TLS_AUTO" tls_cipher_suites = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256" }
                  https { tls_min_version = "" tls_cipher_suites = "" } }
            """);
    assertThat(tls.https().minVersion()).isEqualTo(TlsConfig.Version.AUTO);
    assertThat(tls.https().suites())
        .containsExactly(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults", "internal_rpc"})
  void whoeverVerifiesNamesVerifiesWhatIsCalled(String block) throws Exception {
    var tls = tls("tls { " + block + " { verify_server_hostname = true } }");
    assertThat(tls.internalRpc().verifyServerHostname()).isTrue();
    assertThat(tls.internalRpc().verifyOutgoing()).isTrue();
    assertThat(tls.https().verifyServerHostname()).isFalse();
    assertThat(tls.https().verifyOutgoing()).isFalse();
  }

  @Test
  void olderKeysFillTheBlockWithAWarningEach() throws Exception {
    var loaded =
        load(
            """
            verify_incoming = true verify_incoming_https = false verify_incoming_rpc = true
            verify_outgoing = true verify_server_hostname = true tls_min_version = "tls13"
            ca_file = "/ca" ca_path = "/p" cert_file = "/c" key_file = "/k"
            tls_prefer_server_cipher_suites = true
            """);
    var tls = loaded.config().tls();
    assertThat(tls.https().verifyIncoming()).isFalse();
    assertThat(tls.internalRpc().verifyIncoming()).isTrue();
    assertThat(tls.grpc().verifyIncoming()).isTrue();
    assertThat(tls.internalRpc().verifyServerHostname()).isTrue();
    assertThat(tls.https().minVersion()).isEqualTo(TlsConfig.Version.TLS_1_3);
    assertThat(tls.https().keyFile()).contains("/k");
    assertThat(loaded.warnings())
        .hasSize(12)
        .contains(
            "'tls_min_version' value 'tls13' is deprecated, please specify 'TLSv1_3' instead",
            "The 'tls_prefer_server_cipher_suites' field is deprecated and will be ignored.",
            "The 'verify_incoming_https' field is deprecated. Use the 'tls.https.verify_incoming'"
                + " field instead.");
  }

  @Test
  void aKeyInItsNewPlaceWinsOverTheOldOne() throws Exception {
    assertThat(tls("cert_file = \"/a\" tls { defaults { cert_file = \"/b\" } }").https().certFile())
        .contains("/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grpc { verify_outgoing = false } | verify_outgoing is not valid in the tls.grpc stanza",
        "https { verify_server_hostname = true } | verify_server_hostname is only valid in the"
            + " tls.defaults and tls.internal_rpc stanzas",
        "grpc { verify_server_hostname = true } https { use_auto_cert = true } |"
            + " verify_server_hostname is only valid in the tls.defaults and tls.internal_rpc"
            + " stanzas",
        "defaults { use_auto_cert = true } | use_auto_cert is only valid in the tls.grpc stanza"
      })
  void someKeysBelongToSomeBlocksOnly(String blocks, String error) {
    assertThatThrownBy(() -> load("tls { " + blocks + " }")).hasMessage(error);
  }

  @Test
  void unknownVersionsAndSuitesAreToldTogether() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    tls { https { tls_min_version = "x" tls_cipher_suites = "FOO,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, BAR" }
                          defaults { tls_min_version = "tls12" }
                          grpc { tls_min_version = "TLSv1_3" tls_cipher_suites = "FOO" } }
                    """))
        .hasMessage(
            "4 errors occurred:\n"
                + "\t* tls.defaults.tls_min_version: invalid TLS version: no matching TLS version"
                + " found for tls12, "
                + ALL_VERSIONS
                + "\n\t* tls.https.tls_min_version: invalid TLS version: no matching TLS version"
                + " found for x, "
                + ALL_VERSIONS
                + "\n\t* tls.https.tls_cipher_suites: invalid TLS cipher suites: no matching Consul"
                + " Agent TLS cipher suite found for FOO, BAR\n"
                + "\t* tls.grpc.tls_cipher_suites: TLS 1.3 cipher suites are not configurable\n\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_AES_128_GCM_SHA256",
        "TLS_RSA_WITH_AES_128_GCM_SHA256",
        "tls_ecdhe_rsa_with_aes_128_gcm_sha256",
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"
      })
  void onlyTheTenSuitesWithForwardSecrecyAreKnown(String suite) {
    assertThatThrownBy(() -> load("tls { https { tls_cipher_suites = \"" + suite + "\" } }"))
        .hasMessageContaining("no matching Consul Agent TLS cipher suite found for " + suite);
  }

  @Test
  void suitesBesideVersion13AreRefusedEvenWhenTheVersionComesFromTheDefaults() throws Exception {
    var suite = "tls_cipher_suites = \"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\"";
    assertThatThrownBy(
            () ->
                load("tls { defaults { tls_min_version = \"TLSv1_3\" } https { " + suite + " } }"))
        .hasMessageContaining("tls.https.tls_cipher_suites: TLS 1.3 cipher suites");
    assertThat(
            tls("tls { https { tls_min_version = \"TLSv1_3\" } defaults { " + suite + " } }")
                .grpc()
                .cipherSuites())
        .hasSize(1);
  }

  @Test
  void givingOutCertificatesWithoutVerifyingThemIsWarnedOf() throws Exception {
    assertThat(load("server = true auto_encrypt { allow_tls = true }").warnings())
        .anyMatch(warning -> warning.startsWith("if auto_encrypt.allow_tls is turned on, tls."));
  }
}

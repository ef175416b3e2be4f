package praetor.model.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests for certificates. */
class CertificateRequestTest {
  private static final String URI =
      "spiffe://3b7ef804-8675-76d9-f3e9-1f9cc8288669.consul/ns/default/dc/dc1/svc/web";

  /** What a client agent of Consul 1.21.4 sent. */
  private static final String OF_CONSUL =
      """
          -----BEGIN CERTIFICATE REQUEST-----
          MIIBKzCB0QIBADAAMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQM/8gxgH7RtF
          pdgafo+UozO1sEkwQ75Wg1pg9/AuPpftK4xzVtlgj0abUY2zaLm+p7S2KJ6cezDY
          IQ0NJXoqMqBvMG0GCSqGSIb3DQEJDjFgMF4wXAYDVR0RAQH/BFIwUIZOc3BpZmZl
          Oi8vM2I3ZWY4MDQtODY3NS03NmQ5LWYzZTktMWY5Y2M4Mjg4NjY5LmNvbnN1bC9u
          cy9kZWZhdWx0L2RjL2RjMS9zdmMvd2ViMAoGCCqGSM49BAMCA0kAMEYCIQDNzQgl
          9anU9C2dt82xkalNXJlollAoIEsbEEkbhcCmvAIhAImuoveF4rSnziU34AB4PCs5
          BWbSkJfywnMkHldkfwij
          -----END CERTIFICATE REQUEST-----
      """;

  @Test
  void aRequestOfConsulIsRead() throws Exception {
    var read = CertificateRequest.parse(OF_CONSUL.indent(-4));
    assertThat(read.names().uris()).containsExactly(URI);
    assertThat(read.key().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    var keys = EcKeys.generate();
    var read = CertificateRequest.parse(CertificateRequest.create(keys, URI));
    assertThat(read.names().uris()).containsExactly(URI);
    assertThat(read.key()).isEqualTo(keys.getPublic());
  }

  @Test
  void aRequestSignedWithAnotherKeyIsRefused() throws Exception {
    var der = Pem.block("CERTIFICATE REQUEST", CertificateRequest.create(EcKeys.generate(), URI));
    byte[] changed = der.orElseThrow();
    // The last letter of the URI, which stands before the signature.
    int at = new String(changed, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("svc/web");
    changed[at + 4] ^= 1;
    assertThatThrownBy(() -> CertificateRequest.parse(Pem.text("CERTIFICATE REQUEST", changed)))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessage("x509: the request is not signed with its own key");
  }

  @Test
  void damagedBytesAreRefusedAndNothingElse() throws Exception {
    var whole =
        Pem.block("CERTIFICATE REQUEST", CertificateRequest.create(EcKeys.generate(), URI))
            .orElseThrow();
    long seed = 4711;
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      byte[] cut = java.util.Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
      assertThatThrownBy(() -> CertificateRequest.parse(Pem.text("CERTIFICATE REQUEST", cut)))
          .as("seed=%s round=%s", seed, i)
          .isInstanceOf(GeneralSecurityException.class);
    }
  }
}

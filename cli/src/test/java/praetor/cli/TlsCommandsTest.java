package praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.tls.Pem;

class TlsCommandsTest {

  @TempDir Path folder;

  @BeforeEach
  void createAuthority() {
    assertThat(CliRun.of("tls", "ca", "create", "-domain=" + folder + "/lab").exitCode()).isZero();
  }

  private CliRun certificate(String... words) {
    var all =
        new java.util.ArrayList<>(
            List.of(
                "tls",
                "cert",
                "create",
                "-domain=lab",
                "-dc=" + folder + "/east",
                "-ca=" + folder + "/lab-agent-ca.pem",
                "-key=" + folder + "/lab-agent-ca-key.pem"));
    all.addAll(List.of(words));
    return CliRun.of(all.toArray(String[]::new));
  }

  private X509Certificate read(String name) throws Exception {
    return Pem.certificates(Files.readString(folder.resolve(name))).getFirst();
  }

  @Test
  void theAuthorityMaySignCertificatesAndHoldsItsOwnSignature() throws Exception {
    var authority = read("lab-agent-ca.pem");
    authority.verify(authority.getPublicKey());
    assertThat(authority.getBasicConstraints()).isNotNegative();
    assertThat(authority.getKeyUsage()).startsWith(true, false, false, false, false, true, true);
    assertThat(authority.getSubjectX500Principal().getName())
        .startsWith("CN=Consul Agent CA " + authority.getSerialNumber() + ",O=HashiCorp Inc.");
    assertThat(
            Duration.between(
                authority.getNotBefore().toInstant(), authority.getNotAfter().toInstant()))
        .isEqualTo(Duration.ofDays(1_825));
  }

  @Test
  void aServersCertificateNamesItsNodeAndBelongsToItsKey() throws Exception {
    var run =
        certificate(
            "-server", "-node=s1", "-additional-dnsname=x.y", "-additional-ipaddress=10.0.0.1");
    assertThat(run.exitCode()).as(run.stderr()).isZero();
    var server = read("east-server-lab-0.pem");
    server.verify(read("lab-agent-ca.pem").getPublicKey());
    var common = "server." + folder + "/east.lab";
    assertThat(server.getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .containsExactly("x.y", "s1." + common, common, "localhost", "10.0.0.1", "127.0.0.1");
    assertThat(server.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    var keyFile = folder.resolve("east-server-lab-0-key.pem");
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(Pem.privateKey(Files.readString(keyFile)));
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();
    signature.initVerify(server);
    signature.update(new byte[] {1, 2, 3});
    assertThat(signature.verify(signed)).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
  }

  @Test
  void filesAreNumberedUpAndNeverOverwritten() {
    assertThat(certificate("-client").stdout()).contains("east-client-lab-0.pem");
    assertThat(certificate("-client").stdout()).contains("east-client-lab-1.pem");
    var again = CliRun.of("tls", "ca", "create", "-domain=" + folder + "/lab");
    assertThat(again.exitCode()).isOne();
    assertThat(again.stderr()).isEqualTo(folder + "/lab-agent-ca.pem already exists.\n");
  }

  @Test
  void anotherKeyThanTheAuthoritysIsRefused() {
    certificate("-cli");
    var run = certificate("-client", "-key=" + folder + "/east-cli-lab-0-key.pem");
    assertThat(run.exitCode()).isOne();
    assertThat(run.stderr())
        .isEqualTo(
            "failed to create certificate: x509: provided PrivateKey doesn't match parent's"
                + " PublicKey\n");
  }

  @Test
  void constraintsAndTheClusterIdStandInTheAuthority() throws Exception {
    var run =
        CliRun.of(
            "tls",
            "ca",
            "create",
            "-domain=" + folder + "/c",
            "-days=10",
            "-name-constraint",
            "-additional-name-constraint=foo",
            "-cluster-id=abc");
    assertThat(run.exitCode()).isZero();
    var authority = read("c-agent-ca.pem");
    assertThat(authority.getCriticalExtensionOIDs()).contains("2.5.29.30");
    // The JDK reads no name with slashes, which here comes from the folder.
    assertThat(new String(authority.getExtensionValue("2.5.29.17"), StandardCharsets.ISO_8859_1))
        .endsWith("spiffe://abc." + folder + "/c");
  }
}

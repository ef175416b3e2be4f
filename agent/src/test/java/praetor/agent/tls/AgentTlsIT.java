package praetor.agent.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.agent.config.TlsConfig;
import praetor.testkit.tls.TestCertificates;

/** What is read from certificate files, and every way in which one can be wrong. */
class AgentTlsIT {
  @TempDir Path folder;

  private TestCertificates files;

  /** Settings of HTTPS under change. */
  private record Https(
      Optional<Path> ca,
      Optional<Path> caFolder,
      Optional<Path> cert,
      Optional<Path> key,
      boolean incoming,
      boolean outgoing) {

    Https ca(Path file) {
      return new Https(Optional.of(file), caFolder, cert, key, incoming, outgoing);
    }

    Https caFolder(Path path) {
      return new Https(ca, Optional.of(path), cert, key, incoming, outgoing);
    }

    Https pair(Path certificate, Path key) {
      return new Https(
          ca, caFolder, Optional.of(certificate), Optional.of(key), incoming, outgoing);
    }

    Https verifying(boolean callers, boolean called) {
      return new Https(ca, caFolder, cert, key, callers, called);
    }

    TlsConfig config() {
      return new TlsConfig(NOTHING.protocol(), protocol(), NOTHING.protocol(), false);
    }

    private TlsConfig.Protocol protocol() {
      return new TlsConfig.Protocol(
          ca.map(Path::toString),
          caFolder.map(Path::toString),
          cert.map(Path::toString),
          key.map(Path::toString),
          TlsConfig.Version.TLS_1_2,
          List.of(),
          incoming,
          outgoing,
          false,
          false);
    }
  }

  private static final Https NOTHING =
      new Https(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false);

  @BeforeEach
  void copyFiles() throws IOException {
    files = TestCertificates.in(Files.createDirectory(folder.resolve("pem")));
  }

  private Https server() {
    return NOTHING.pair(files.certificate("server"), files.key("server"));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static void refused(Https https, String text) {
    assertThatThrownBy(() -> AgentTls.open(https.config()))
        .isInstanceOf(IOException.class)
        .hasMessage(text);
  }

  @Test
  void aPairAndAnAuthorityAreRead() throws Exception {
    var https = AgentTls.open(server().ca(files.certificate("ca")).config()).https();
    assertThat(https.material().identity()).isPresent();
    assertThat(https.material().authorities()).hasSize(1);
    assertThat(https.serverContext().getProtocol()).isEqualTo("TLS");
  }

  @Test
  void oneHalfOfAPairIsNotRead() throws Exception {
    var half =
        new Https(
            Optional.empty(),
            Optional.empty(),
            Optional.of(Path.of("/nope")),
            Optional.empty(),
            false,
            false);
    assertThat(AgentTls.open(half.config()).https().material().identity()).isEmpty();
  }

  @Test
  void eachKindOfWrongPairIsNamed() throws Exception {
    var missing = folder.resolve("nope");
    var garbage = file("garbage", "garbage\n");
    var cut = file("cut", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    var cutKey =
        file("cutKey", "-----BEGIN EC PRIVATE KEY-----\nMIIB\n-----END EC PRIVATE KEY-----\n");
    var server = files.certificate("server");
    var key = files.key("server");
    UnaryOperator<String> told = why -> "Failed to load cert/key pair: " + why;
    refused(
        NOTHING.pair(missing, key), told.apply("open " + missing + ": no such file or directory"));
    refused(
        NOTHING.pair(server, missing),
        told.apply("open " + missing + ": no such file or directory"));
    refused(
        NOTHING.pair(garbage, key),
        told.apply("tls: failed to find any PEM data in certificate input"));
    refused(
        NOTHING.pair(server, garbage), told.apply("tls: failed to find any PEM data in key input"));
    refused(
        NOTHING.pair(key, server),
        told.apply(
            "tls: failed to find certificate PEM data in certificate input, but did find a private"
                + " key; PEM inputs may have been switched"));
    refused(
        NOTHING.pair(server, server),
        told.apply("tls: found a certificate rather than a key in the PEM for the private key"));
    refused(NOTHING.pair(cut, key), told.apply("x509: malformed certificate"));
    refused(NOTHING.pair(server, cutKey), told.apply("tls: failed to parse private key"));
    refused(
        NOTHING.pair(server, files.key("server-2")),
        told.apply("tls: private key does not match public key"));
  }

  @Test
  void eachKindOfWrongAuthorityIsNamed() throws Exception {
    var missing = folder.resolve("nope");
    var garbage = file("garbage", "garbage\n");
    refused(
        NOTHING.ca(missing),
        "Error loading from " + missing + ": open " + missing + ": no such file or directory");
    refused(
        NOTHING.ca(folder),
        "Error loading from " + folder + ": read " + folder + ": is a directory");
    refused(
        NOTHING.ca(garbage),
        "failed to parse PEM " + garbage + ": no certificate found in PEM text");
    refused(NOTHING.caFolder(missing), "lstat " + missing + ": no such file or directory");
    refused(
        NOTHING.caFolder(Files.createDirectory(folder.resolve("empty"))),
        "Error loading from CAPath: no CAs found");
  }

  @Test
  void allFilesOfAnAuthorityFolderCountAndAFileStandsBeforeTheFolder() throws Exception {
    var authorities = Files.createDirectories(folder.resolve("cas/deeper"));
    Files.copy(files.certificate("ca"), authorities.resolve("one.pem"));
    Files.copy(files.certificate("other-ca"), authorities.resolveSibling("two.pem"));
    var both = NOTHING.caFolder(folder.resolve("cas"));
    assertThat(AgentTls.open(both.config()).https().material().authorities()).hasSize(2);
    assertThat(
            AgentTls.open(both.ca(files.certificate("ca")).config())
                .https()
                .material()
                .authorities())
        .hasSize(1);
  }

  @Test
  void whoeverVerifiesNeedsAuthoritiesAndAPairOfItsOwn() {
    refused(
        NOTHING.verifying(true, true), "VerifyIncoming set but no CA certificates were provided");
    refused(
        NOTHING.verifying(false, true), "VerifyOutgoing set but no CA certificates were provided");
    refused(
        NOTHING.ca(files.certificate("ca")).verifying(true, false),
        "VerifyIncoming requires either a Cert and Key pair in the configuration file, or"
            + " auto_encrypt/auto_config be enabled");
  }

  @Test
  void anUpdateThatFailsChangesNothing() throws Exception {
    var tls = AgentTls.open(server().config());
    var before = tls.https();
    Files.writeString(files.certificate("server"), "garbage");
    assertThatThrownBy(() -> tls.update(server().ca(files.certificate("ca")).config()))
        .hasMessageContaining("failed to find any PEM data");
    assertThat(tls.https()).isSameAs(before);
  }

  @Test
  void anUpdateTakesTheNewFilesAndKeepsACertificateThatIsNoLongerNamed() throws Exception {
    var tls = AgentTls.open(server().config());
    var first = tls.https().material().identity();
    files.replace("server", "server-2");
    tls.update(server().config());
    var second = tls.https().material().identity();
    assertThat(second).isPresent().isNotEqualTo(first);
    tls.update(NOTHING.config());
    assertThat(tls.https().material().identity()).isEqualTo(second);
  }
}

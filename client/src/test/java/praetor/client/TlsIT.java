package praetor.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.tls.Pem;

/** HTTPS against a server with a certificate of its own, made by the JDK's keytool. */
class TlsIT {

  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  private static KeyStore keys;

  private SSLServerSocket server;

  @BeforeAll
  static void makeKeys() throws Exception {
    var store = folder.resolve("server.p12");
    var words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    words.addAll(
        List.of(
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            "EC",
            "-dname",
            "CN=server.dc1.consul",
            "-ext",
            "SAN=dns:server.dc1.consul",
            "-keystore",
            store.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-validity",
            "2"));
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    write("cert.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    write("key.pem", "PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
  }

  @BeforeEach
  void start() throws Exception {
    server = listen();
    Thread.ofVirtual().start(this::answer);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aServerWithoutTlsIsNamedSo() throws Exception {
    try (var plain = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = plain.accept()) {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                  socket.getInputStream().readAllBytes();
                } catch (IOException _) {
                  // The client hangs up.
                }
              });
      var address = AgentAddress.parse("https://127.0.0.1:" + plain.getLocalPort(), false);
      var config =
          new ClientConfig(
              address,
              TlsOptions.DEFAULT,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      assertThatThrownBy(() -> ConsulClient.create(config).leader())
          .hasMessageEndingWith("http: server gave HTTP response to HTTPS client");
    }
  }

  private static void write(String name, String kind, byte[] der) throws IOException {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
  }

  /** A server that wants a client certificate; it trusts its own. */
  private SSLServerSocket listen() throws Exception {
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD.toCharArray());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("own", keys.getCertificate("server"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trust.getTrustManagers(), null);
    var factory = context.getServerSocketFactory();
    var socket =
        (SSLServerSocket) factory.createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket.setWantClientAuth(true);
    return socket;
  }

  private void answer() {
    while (!server.isClosed()) {
      try (var socket = (javax.net.ssl.SSLSocket) server.accept()) {
        assertThat(socket.getInputStream().read(new byte[8_192])).isPositive();
        boolean shown = socket.getSession().getLocalCertificates() != null;
        var peer = peerName(socket.getSession());
        var body = "\"" + (shown ? peer : "") + "\"";
        var answer = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        socket.getOutputStream().write(answer.getBytes(UTF_8));
      } catch (IOException endOfOneClient) {
        // A client that refuses the certificate hangs up: the next one is awaited.
        continue;
      }
    }
  }

  private static String peerName(javax.net.ssl.SSLSession session) {
    try {
      return session.getPeerPrincipal().getName();
    } catch (javax.net.ssl.SSLPeerUnverifiedException nobody) {
      return "nobody";
    }
  }

  private String leader(TlsOptions options) throws IOException {
    var address = AgentAddress.parse("https://127.0.0.1:" + server.getLocalPort(), false);
    return ConsulClient.create(
            new ClientConfig(
                address,
                options,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .leader();
  }

  private TlsOptions options(
      Optional<String> ca, boolean clientCertificate, Optional<String> name, boolean verify) {
    return new TlsOptions(
        ca,
        Optional.empty(),
        clientCertificate ? Optional.of(folder + "/cert.pem") : Optional.empty(),
        clientCertificate ? Optional.of(folder + "/key.pem") : Optional.empty(),
        name,
        verify);
  }

  private Optional<String> ca() {
    return Optional.of(folder + "/cert.pem");
  }

  @Test
  void trustsTheGivenAuthorityUnderTheGivenName() throws IOException {
    assertThat(leader(options(ca(), false, Optional.of("server.dc1.consul"), true)))
        .isEqualTo("nobody");
  }

  @Test
  void showsItsOwnCertificate() throws IOException {
    assertThat(leader(options(ca(), true, Optional.of("server.dc1.consul"), true)))
        .isEqualTo("CN=server.dc1.consul");
  }

  @Test
  void refusesAnotherName() {
    assertThatThrownBy(() -> leader(options(ca(), false, Optional.empty(), true)))
        .isInstanceOf(ClientException.class)
        .hasMessageStartingWith("Get \"https://127.0.0.1:");
  }

  @Test
  void refusesAnUnknownAuthority() {
    assertThatThrownBy(
            () -> leader(options(Optional.empty(), false, Optional.of("server.dc1.consul"), true)))
        .isInstanceOf(ClientException.class);
  }

  @Test
  void checksNothingWhenAskedNotTo() throws IOException {
    assertThat(leader(options(Optional.empty(), false, Optional.empty(), false)))
        .isEqualTo("nobody");
  }

  @Test
  void halfAClientCertificateIsToldAtOnce() {
    var half =
        new TlsOptions(
            Optional.empty(),
            Optional.empty(),
            Optional.of("a.pem"),
            Optional.empty(),
            Optional.empty(),
            true);
    assertThatThrownBy(() -> SocketTransport.create(ClientConfig.local(1).address(), half))
        .hasMessage("both client cert and client key must be provided");
  }

  @Test
  void keysOfOlderFormsAreRead() throws Exception {
    var openssl = Optional.of(Path.of("/usr/bin/openssl")).filter(Files::exists);
    org.assertj.core.api.Assumptions.assumeThat(openssl).as("openssl makes the keys").isPresent();
    for (var command :
        List.of(
            List.of("ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", folder + "/ec"),
            List.of("genrsa", "-traditional", "-out", folder + "/rsa", "2048"))) {
      var words = new ArrayList<>(List.of(openssl.get().toString()));
      words.addAll(command);
      assertThat(new ProcessBuilder(words).redirectErrorStream(true).start().waitFor()).isZero();
    }
    assertThat(Files.readString(folder.resolve("ec"))).contains("BEGIN EC PRIVATE KEY");
    assertThat(Pem.privateKey(Files.readString(folder.resolve("ec"))).getAlgorithm())
        .isEqualTo("EC");
    assertThat(Pem.privateKey(Files.readString(folder.resolve("rsa"))).getAlgorithm())
        .isEqualTo("RSA");
  }
}

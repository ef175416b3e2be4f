package praetor.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.model.DecodeException;
import praetor.model.codec.JsonValue;
import praetor.model.tls.Identity;
import praetor.model.tls.Pem;
import praetor.model.tls.TlsMaterial;
import praetor.testkit.docker.FakeContainers;
import praetor.testkit.tls.TestCertificates;

/** Lists, inspections and events of an Engine, and TLS on the way to one. */
@Timeout(30)
class ContainersIT {
  @TempDir Path folder;

  @Test
  void whatRunsIsListedAndInspected() throws Exception {
    try (var engine = FakeContainers.start();
        var client = new DockerClient(new DockerHost(engine.uri()))) {
      engine.run("c1", "{\"Id\":\"c1\"}");
      engine.run("c2", "{\"Id\":\"c2\"}");
      assertThat(client.runningContainers()).containsExactly("c1", "c2");
      assertThat(client.inspectContainer("c2").orElseThrow().members())
          .containsEntry("Id", new JsonValue.Str("c2"));
      assertThat(client.inspectContainer("c3")).isEmpty();
    }
  }

  @Test
  void eventsGoOnFromWhereAStreamEnded() throws Exception {
    try (var engine = FakeContainers.start();
        var client = new DockerClient(new DockerHost(engine.uri()))) {
      Optional<String> since;
      try (var stream = client.events(Optional.empty())) {
        await(engine);
        engine.run("c1", "{}");
        var event = stream.next().orElseThrow();
        assertThat(event.container()).isEqualTo("c1");
        since = event.since();
        engine.cut();
        assertThat(stream.next()).isEmpty();
      }
      engine.end("c1", 3);
      try (var stream = client.events(since)) {
        // The last one comes again.
        assertThat(stream.next().orElseThrow().action()).isEqualTo("start");
        var died = stream.next().orElseThrow();
        assertThat(died.action()).isEqualTo("die");
        assertThat(died.attributes()).containsEntry("exitCode", "3");
        engine.cut();
      }
    }
  }

  private static void await(FakeContainers engine) {
    while (engine.followers() == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anInterruptEndsAWaitForEvents() throws Exception {
    try (var engine = FakeContainers.start();
        var client = new DockerClient(new DockerHost(engine.uri()))) {
      var thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var stream = client.events(Optional.empty())) {
                      stream.next();
                    } catch (IOException | EngineException | DecodeException _) {
                      // The interrupt.
                    }
                  });
      await(engine);
      thread.interrupt();
      assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void tlsShowsOneCertificateAndChecksTheOther() throws Exception {
    var certificates = TestCertificates.in(Files.createDirectory(folder.resolve("all")));
    var server = tlsServer(certificates);
    server.start();
    try {
      var environment =
          Map.of(
              "DOCKER_HOST",
              "tcp://127.0.0.1:" + server.getAddress().getPort(),
              "DOCKER_TLS_VERIFY",
              "1",
              "DOCKER_CERT_PATH",
              clientFolder(certificates, "ca", "client").toString());
      try (var client = new DockerClient(DockerHost.of(environment))) {
        assertThat(client.runningContainers()).containsExactly("over tls");
      }
      var others = clientFolder(certificates, "other-ca", "client").toString();
      var distrusting =
          DockerHost.at(
              URI.create(environment.get("DOCKER_HOST")),
              Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", others));
      try (var client = new DockerClient(distrusting)) {
        assertThatThrownBy(client::runningContainers).isInstanceOf(IOException.class);
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void certificatesThatAreNotThereAreNamed() {
    var host =
        DockerHost.at(
            URI.create("tcp://127.0.0.1:1"),
            Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", folder.toString()));
    assertThatThrownBy(() -> new DockerClient(host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "certificates of the Docker Engine in %s: open %s/ca.pem: no such file or directory"
                .formatted(folder, folder));
  }

  @Test
  void aSocketSpeaksNoTls() {
    assertThat(DockerHost.of(Map.of("DOCKER_TLS_VERIFY", "1")).certificates()).isEmpty();
  }

  private Path clientFolder(TestCertificates certificates, String authority, String own)
      throws IOException {
    var client = Files.createDirectory(folder.resolve(authority));
    Files.copy(certificates.certificate(authority), client.resolve("ca.pem"));
    Files.copy(certificates.certificate(own), client.resolve("cert.pem"));
    Files.copy(certificates.key(own), client.resolve("key.pem"));
    return client;
  }

  private static HttpsServer tlsServer(TestCertificates certificates) throws Exception {
    var identity =
        Identity.parse(
            Files.readString(certificates.certificate("server")),
            Files.readString(certificates.key("server")));
    var authorities = Pem.certificates(Files.readString(certificates.certificate("ca")));
    var context = new TlsMaterial(Optional.of(identity), authorities).verifying();
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            var wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = "[{\"Id\":\"over tls\"}]".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    return server;
  }
}

package praetor.registrator.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceEntry;

/** Services in a real etcd (Debian: etcd-server); skipped, with the reason, where there is none. */
@Timeout(120)
class EtcdIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static Optional<Process> etcd = Optional.empty();
  private static String uri = "";

  @BeforeAll
  static void start() throws IOException {
    int port = freePort();
    var client = "http://127.0.0.1:" + port;
    var peer = "http://127.0.0.1:" + freePort();
    try {
      var builder =
          new ProcessBuilder(
              "etcd",
              "--data-dir=" + folder,
              "--listen-client-urls=" + client,
              "--advertise-client-urls=" + client,
              "--listen-peer-urls=" + peer,
              "--initial-advertise-peer-urls=" + peer,
              "--initial-cluster=default=" + peer);
      etcd =
          Optional.of(
              builder
                  .redirectErrorStream(true)
                  .redirectOutput(folder.resolve("log").toFile())
                  .start());
    } catch (IOException missing) {
      System.out.println("skipped: services in etcd: " + missing.getMessage());
      Assumptions.abort(missing.getMessage());
    }
    uri = "etcd://127.0.0.1:" + port + "/services";
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> open(Optional.empty()).connect().orElseThrow().startsWith("etcd: version 3"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    etcd.ifPresent(
        process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }

  private static RegistryBackend open(Optional<Duration> ttl) throws IOException {
    return Registries.open(uri, ttl, Map.of());
  }

  private static ServiceEntry service(String id, String name, String address, int port) {
    return new ServiceEntry(
        id,
        "c",
        name,
        List.of(),
        Map.of(),
        address,
        port,
        false,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void servicesAreKeys() throws IOException {
    var backend = open(Optional.empty());
    backend.register(service("h:c:80", "web", "10.0.0.1", 8080));
    backend.register(service("h:d:80", "web", "fd00::1", 8081));
    assertThat(backend.services())
        .isEqualTo(
            Map.of(
                "h:c:80",
                Registered.place("h:c:80", "web", "10.0.0.1", 8080),
                "h:d:80",
                Registered.place("h:d:80", "web", "[fd00::1]", 8081)));
    // Another registrator finds the key by the id, and moves it with the name.
    var other = open(Optional.empty());
    other.services();
    other.register(service("h:c:80", "web2", "10.0.0.1", 8080));
    other.deregister("h:d:80");
    assertThat(backend.services())
        .isEqualTo(Map.of("h:c:80", Registered.place("h:c:80", "web2", "10.0.0.1", 8080)));
    other.deregister("h:c:80");
    assertThat(backend.services()).isEmpty();
  }

  @Test
  void keysExpireUnlessTheyAreKeptAlive() throws IOException {
    var backend = open(Optional.of(Duration.ofSeconds(2)));
    backend.register(service("h:ttl:80", "ttl", "10.0.0.1", 1));
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < end) {
      backend.refresh();
      assertThat(backend.services()).containsKey("h:ttl:80");
    }
    await().atMost(SOON).until(() -> !backend.services().containsKey("h:ttl:80"));
  }
}

package praetor.registrator.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
import praetor.testkit.tls.TestCertificates;

/** Services in a real etcd (Debian: etcd-server); skipped, with the reason, where there is none. */
@Timeout(120)
class EtcdIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static final List<Process> RUNNING = new ArrayList<>();
  private static String uri = "";

  @BeforeAll
  static void start() throws IOException {
    uri = "etcd://127.0.0.1:" + start("http", "plain") + "/services";
    awaitEtcd(uri, Map.of());
  }

  /** Starts an etcd on a port of its own, which is returned. */
  private static int start(String scheme, String name, String... more) throws IOException {
    int port = freePort();
    var client = scheme + "://127.0.0.1:" + port;
    var peer = "http://127.0.0.1:" + freePort();
    var line =
        new ArrayList<>(
            List.of(
                "etcd",
                "--data-dir=" + folder.resolve(name),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer));
    line.addAll(List.of(more));
    try {
      var log = folder.resolve(name + ".log").toFile();
      RUNNING.add(new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log).start());
    } catch (IOException missing) {
      System.out.println("skipped: services in etcd: " + missing.getMessage());
      Assumptions.abort(missing.getMessage());
    }
    return port;
  }

  private static void awaitEtcd(String uri, Map<String, String> environment) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(
            () ->
                Registries.open(uri, Optional.empty(), environment)
                    .connect()
                    .orElseThrow()
                    .startsWith("etcd: version 3"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    for (var process : RUNNING) {
      process.destroyForcibly();
      process.onExit().join();
    }
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

  @Test
  void servicesAreKeysOverTlsToo() throws IOException {
    var certificates = TestCertificates.in(folder);
    int port =
        start(
            "https",
            "tls",
            "--cert-file=" + certificates.certificate("server"),
            "--key-file=" + certificates.key("server"),
            "--trusted-ca-file=" + certificates.certificate("ca"),
            "--client-cert-auth");
    var secure = "etcd-tls://127.0.0.1:" + port + "/services";
    var environment =
        Map.of(
            "ETCDCTL_CACERT",
            certificates.certificate("ca").toString(),
            "ETCDCTL_CERT",
            certificates.certificate("client").toString(),
            "ETCDCTL_KEY",
            certificates.key("client").toString());
    awaitEtcd(secure, environment);
    var backend = Registries.open(secure, Optional.empty(), environment);
    backend.register(service("h:c:80", "web", "10.0.0.1", 8080));
    assertThat(backend.services())
        .isEqualTo(Map.of("h:c:80", Registered.place("h:c:80", "web", "10.0.0.1", 8080)));
    var stranger = Registries.open(secure, Optional.empty(), Map.of());
    assertThatThrownBy(stranger::connect).isInstanceOf(IOException.class);
  }
}

package praetor.registrator.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceEntry;

/** Services in a real ZooKeeper, which runs in this process. */
@Timeout(60)
class ZooKeeperIT {
  private static final int TICK_MS = 2_000;
  private static final int CLIENTS_MAX = 60;

  @TempDir Path folder;
  private NIOServerCnxnFactory listener;

  @BeforeEach
  void start() throws Exception {
    listener = new NIOServerCnxnFactory();
    listener.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CLIENTS_MAX);
    listener.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), TICK_MS));
  }

  @AfterEach
  void stop() {
    listener.shutdown();
  }

  private RegistryBackend open() throws IOException {
    return Registries.open(
        "zookeeper://127.0.0.1:" + listener.getLocalPort() + "/a/b", Optional.empty(), Map.of());
  }

  private static ServiceEntry service(String id, String name, int port) {
    return new ServiceEntry(
        id,
        "c",
        name,
        List.of(),
        Map.of(),
        "10.0.0.1",
        port,
        false,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void servicesAreNodes() throws IOException {
    var backend = open();
    assertThat(backend.connect()).isPresent();
    assertThat(backend.services()).isEmpty();
    backend.register(service("h:c:80", "web", 8080));
    backend.register(service("h:c:80", "web", 8081));
    backend.register(service("h:d:80", "web", 8082));
    assertThat(open().services())
        .isEqualTo(
            Map.of(
                "h:c:80",
                Registered.place("h:c:80", "web", "10.0.0.1", 8081),
                "h:d:80",
                Registered.place("h:d:80", "web", "10.0.0.1", 8082)));
    backend.deregister("h:c:80");
    backend.deregister("h:c:80");
    assertThat(open().services()).containsOnlyKeys("h:d:80");
  }

  @Test
  void aZooKeeperThatIsNotThereIsNamed() throws IOException {
    listener.shutdown();
    var backend = Registries.open("zookeeper://127.0.0.1:1", Optional.empty(), Map.of());
    assertThatThrownBy(backend::connect)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("zookeeper 127.0.0.1:1: ");
  }
}

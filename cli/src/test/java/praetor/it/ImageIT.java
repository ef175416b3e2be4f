package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * The image on a real Docker Engine: what the published posts promise of it, each by the post's own
 * command, and what users of Consul's image do. The comment names the row of the list of promises.
 */
@Timeout(900)
class ImageIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String IMAGE = "progrium/consul";
  private static final String LEADER = "http://127.0.0.1:8500/v1/status/leader";
  private static final long SIZE_MAX_BYTES = 120_000_000;

  @TempDir Path folder;
  private static DockerEngine engine;

  @BeforeAll
  static void start() throws Exception {
    engine = DockerEngine.startWithPorts();
    engine.praetorImage(IMAGE + ":latest");
  }

  @AfterAll
  static void stop() throws Exception {
    if (engine != null) {
      engine.close();
    }
  }

  @AfterEach
  void removeContainers() throws Exception {
    for (var id : engine.docker("ps", "-aq").lines().toList()) {
      engine.docker("rm", "-f", "-v", id);
    }
  }

  /** Starts a container {@code c1} and waits until its agent knows a leader. */
  private static void agent(String... words) throws Exception {
    var line = new ArrayList<>(List.of("run", "-d", "--name", "c1"));
    line.addAll(List.of(words));
    engine.docker(line.toArray(String[]::new));
    await("leader of c1")
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(inC1("wget -qO- " + LEADER + " 2>&1 || true"))
                    .as(engine.docker("logs", "c1"))
                    .contains(":8300"));
  }

  /** What a line of shell prints in the container. */
  private static String inC1(String line) throws Exception {
    return engine.docker("exec", "c1", "sh", "-c", line);
  }

  private static String once(String... words) throws Exception {
    var line = new ArrayList<>(List.of("run", "--rm"));
    line.addAll(List.of(words));
    return engine.docker(line.toArray(String[]::new));
  }

  private static String logs() throws Exception {
    return engine.docker("logs", "c1");
  }

  // D14
  @Test
  void thePostsLineStartsAServerThatTheHostReaches() throws Exception {
    agent(
        "-p",
        "8400:8400",
        "-p",
        "8500:8500",
        "-p",
        "8600:53/udp",
        "-h",
        "node1",
        "progrium/consul",
        "-server",
        "-bootstrap");
    assertThat(engine.onHost("curl", "-s", "http://127.0.0.1:8500/v1/catalog/nodes?pretty"))
        .contains("\"Node\": \"node1\"");
    Skip.unless(Programs.exists("dig"), "a DNS question", "dig is not installed");
    var address = inC1("hostname -i").strip();
    assertThat(engine.onHost("dig", "@127.0.0.1", "-p", "8600", "node1.node.consul", "+short"))
        .isEqualTo(address);
    assertThat(inC1("id -u")).isEqualTo("100");
    assertThat(engine.docker("exec", "c1", "consul", "members"))
        .contains("node1")
        .contains("alive");
  }

  // B16
  @Test
  void containersResolveServicesAndOtherNamesThroughIt() throws Exception {
    var classes = Path.of("target/test-classes").toAbsolutePath();
    engine.docker(
        "create", "--name", "recursor", IMAGE, "java", "-cp", "/tmp", "praetor.it.OneNameServer");
    var packed = folder.resolve("praetor/it");
    Files.createDirectories(packed);
    Files.copy(
        classes.resolve("praetor/it/OneNameServer.class"), packed.resolve("OneNameServer.class"));
    for (var path : List.of(folder, folder.resolve("praetor"), packed)) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    engine.docker("cp", folder.resolve("praetor").toString(), "recursor:/tmp/praetor");
    engine.docker("start", "recursor");
    var recursor = address("recursor");
    var bridge = engine.docker("inspect", "-f", "{{.NetworkSettings.Gateway}}", "recursor");
    agent("-p", bridge + ":53:53/udp", IMAGE, "-server", "-bootstrap", "-recursor", recursor);
    inC1(
        "printf '%s' '{\"service\": {\"name\": \"web\", \"address\": \"10.9.8.7\", \"port\": 80}}'"
            + " > /tmp/web.json && consul services register /tmp/web.json");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(once("--dns", bridge, IMAGE, "nslookup", "web.service.consul"))
                  .contains("Address: 10.9.8.7");
              assertThat(once("--dns", bridge, IMAGE, "nslookup", "example.com"))
                  .contains("Address: " + OneNameServer.ADDRESS);
            });
    // By the C library, too, and by the search list.
    assertThat(
            once(
                "--dns",
                bridge,
                "--dns-search",
                "service.consul",
                IMAGE,
                "sh",
                "-c",
                "ping -c 1 -W 1 web || true"))
        .startsWith("PING web (10.9.8.7)");
  }

  private static String address(String container) throws Exception {
    return engine.docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", container);
  }

  // B19
  @Test
  void itHasLessThan120Megabytes() throws Exception {
    assertThat(Long.parseLong(engine.docker("image", "inspect", "-f", "{{.Size}}", IMAGE)))
        .isBetween(50_000_000L, SIZE_MAX_BYTES);
  }

  @Test
  void whatItIsToldByTheEnvironmentCounts() throws Exception {
    agent(
        "-e",
        "CONSUL_LOCAL_CONFIG={\"datacenter\": \"local-config\", \"node_name\": \"n7\"}",
        "-e",
        "CONSUL_BIND_INTERFACE=eth0",
        "-e",
        "CONSUL_CLIENT_INTERFACE=lo",
        IMAGE,
        "agent",
        "-server",
        "-bootstrap");
    assertThat(logs())
        .contains("Node name: 'n7'")
        .contains("Datacenter: 'local-config'")
        .contains(
            "Client Addr: [127.0.0.1] (HTTP: 8500, HTTPS: -1, gRPC: -1, gRPC-TLS: 8503, DNS: 8600)")
        .contains("Cluster Addr: " + inC1("hostname -i").strip());
  }

  @Test
  void filesOfTheFolderAndFlagsWinOverTheImagesDefaults() throws Exception {
    var config = Files.createDirectory(folder.resolve("config"));
    Files.writeString(config.resolve("ports.hcl"), "ports { dns = 5353 }\nnode_name = \"file\"\n");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    agent("-v", config + ":/consul/config:ro", IMAGE, "-server", "-bootstrap", "-node", "flag");
    assertThat(logs())
        .contains("Node name: 'flag'")
        .contains(
            "Client Addr: [0.0.0.0] (HTTP: 8500, HTTPS: -1, gRPC: -1, gRPC-TLS: 8503, DNS: 5353)");
  }

  @Test
  void dataOutlivesTheContainer() throws Exception {
    agent("-v", "kept:/consul/data", "-h", "node1", IMAGE, "agent", "-server", "-bootstrap");
    inC1("consul kv put kept yes");
    engine.docker("stop", "c1");
    assertThat(logs()).contains("Caught: signal=terminated");
    engine.docker("rm", "c1");
    agent("-v", "kept:/consul/data", "-h", "node1", IMAGE, "agent", "-server", "-bootstrap");
    assertThat(inC1("consul kv get kept")).isEqualTo("yes");
  }

  @Test
  void aMountedDataFolderIsUsed() throws Exception {
    engine.docker("volume", "create", "old");
    once("-v", "old:/data", "--user", "0", IMAGE, "chown", "100:1000", "/data");
    agent("-v", "old:/data", IMAGE, "-server", "-bootstrap");
    assertThat(inC1("ls /data")).contains("node-id");
    assertThat(inC1("ls /consul/data")).isEmpty();
  }

  @Test
  void whereItMayNotListenOn53ItSaysSo() throws Exception {
    agent("--sysctl", "net.ipv4.ip_unprivileged_port_start=1024", IMAGE, "-server", "-bootstrap");
    assertThat(logs()).contains("user 100 may not listen on port 53 here, DNS is on 8600");
    assertThat(inC1("nslookup consul.service.consul 127.0.0.1:8600"))
        .contains("Address: " + inC1("hostname -i").strip());
  }

  @Test
  void commandsAndProgramsRunInIt() throws Exception {
    assertThat(once(IMAGE, "version")).startsWith("Consul v1.21.4+praetor");
    assertThat(once(IMAGE, "-version")).startsWith("Consul v1.21.4+praetor");
    assertThat(once(IMAGE, "keygen")).hasSize(44);
    assertThat(once(IMAGE, "sh", "-c", "echo $HOME; ls /opt")).isEqualTo("/consul\njava\npraetor");
    assertThat(once(IMAGE, "java", "-version")).contains("25");
    agent("--read-only", "--tmpfs", "/consul/data:uid=100", IMAGE);
    assertThat(inC1("consul members")).contains("alive");
  }

  @Test
  void theArchiveIsAnOciImage() throws Exception {
    var archive = Path.of("..", "image", "target", "praetor-image.tar").toAbsolutePath();
    var unpack = new ProcessBuilder("tar", "-C", folder.toString(), "-xf", archive.toString());
    assertThat(unpack.inheritIO().start().waitFor()).isZero();
    assertThat(Files.readString(folder.resolve("oci-layout")))
        .isEqualTo("{\"imageLayoutVersion\":\"1.0.0\"}");
    var index = JsonText.object(Files.readString(folder.resolve("index.json")));
    var manifest = JsonText.object(blob(index.path("manifests").path(0).path("digest")));
    var config = JsonText.object(blob(manifest.path("config").path("digest")));
    assertThat(manifest.path("layers").size()).isEqualTo(3);
    for (int i = 0; i < 3; i++) {
      var layer = manifest.path("layers").path(i);
      var digest = layer.path("digest").stringValue();
      assertThat(config.path("rootfs").path("diff_ids").path(i).stringValue()).isEqualTo(digest);
      assertThat(Files.size(path(digest))).isEqualTo(layer.path("size").longValue());
    }
    assertThat(config.path("config").path("User").stringValue()).isEqualTo("100:1000");
  }

  private String blob(JsonNode digest) throws IOException {
    return Files.readString(path(digest.stringValue()));
  }

  private Path path(String digest) {
    return folder.resolve("blobs").resolve(digest.replace(':', '/'));
  }
}

package praetor.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import tools.jackson.databind.node.ObjectNode;

/** Servers and clients of a datacenter, all in this process, asked over HTTP. */
class DatacenterIT {
  /** What an event did not achieve, the leader's reconcile of every minute does. */
  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir Path folder;
  private final List<InProcessAgent> agents = new ArrayList<>();

  @AfterEach
  void stop() {
    agents.forEach(InProcessAgent::close);
  }

  private ObjectNode config(String name, AgentPorts ports) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    var config = AgentConfig.server(own, ports).put("node_name", name).put("server", false);
    config.remove("bootstrap");
    // As quick as on one machine, so that a failure is noticed within a second.
    config
        .putObject("gossip_lan")
        .put("gossip_interval", "50ms")
        .put("probe_interval", "200ms")
        .put("probe_timeout", "100ms")
        .put("suspicion_mult", 2);
    return config;
  }

  private ObjectNode server(String name, AgentPorts ports, int expect) throws IOException {
    return config(name, ports).put("server", true).put("bootstrap_expect", expect);
  }

  private InProcessAgent start(ObjectNode config) throws IOException {
    var agent = InProcessAgent.start(folder, config);
    agents.add(agent);
    return agent;
  }

  private List<InProcessAgent> three() throws IOException {
    return servers(3);
  }

  /** Servers that find each other; complete when there is a leader. */
  private List<InProcessAgent> servers(int count) throws IOException {
    var servers = new ArrayList<InProcessAgent>();
    int seed = 0;
    for (int i = 0; i < count; i++) {
      var ports = AgentPorts.free();
      seed = i == 0 ? ports.serfLan() : seed;
      var config = server("s" + i, ports, count);
      config.putArray("retry_join").add("127.0.0.1:" + seed);
      config.put("retry_interval", "1s");
      servers.add(start(config));
    }
    for (var server : servers) {
      eventually(() -> server.put("/v1/kv/ready", "yes").status() == 200);
      eventually(
          () -> server.json("/v1/operator/raft/configuration").path("Servers").size() == count);
    }
    return servers;
  }

  private InProcessAgent client(String name, InProcessAgent server) throws IOException {
    var config = config(name, AgentPorts.free());
    config.putArray("retry_join").add("127.0.0.1:" + server.agent().config().ports().serfLan());
    var client = start(config);
    eventually(() -> client.get("/v1/kv/ready").status() != 500);
    return client;
  }

  private static void eventually(Callable<Boolean> condition) {
    await().atMost(SOON).pollInterval(Duration.ofMillis(20)).ignoreExceptions().until(condition);
  }

  private static InProcessAgent leader(List<InProcessAgent> servers) throws IOException {
    var address = servers.getLast().json("/v1/status/leader").asString();
    return servers.stream()
        .filter(s -> address.endsWith(":" + s.agent().config().ports().server()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no leader at " + address));
  }

  private static String serfHealth(InProcessAgent asked, String node) throws IOException {
    for (var check : asked.json("/v1/health/node/" + node)) {
      if (check.path("CheckID").asString().equals("serfHealth")) {
        return check.path("Status").asString();
      }
    }
    return "";
  }

  /** Seed row D8; more than five cost more than they are worth. */
  @Test
  void sevenServersAreADatacenter() throws Exception {
    var servers = servers(7);
    var peers = servers.getLast().json("/v1/operator/raft/configuration").path("Servers");
    assertThat(peers.values()).allMatch(peer -> peer.path("Voter").booleanValue());
    assertThat(servers.getLast().put("/v1/kv/seven", "yes").text().strip()).isEqualTo("true");
  }

  @Test
  void everyServerTakesWritesAndShowsThem() throws Exception {
    var servers = three();
    for (var server : servers) {
      var key = "/v1/kv/from-" + server.agent().node().name();
      assertThat(server.put(key, "x").text().strip()).isEqualTo("true");
      for (var other : servers) {
        assertThat(other.get(key + "?consistent").status()).isEqualTo(200);
      }
    }
    var peers = new TreeSet<String>();
    servers.getFirst().json("/v1/status/peers").forEach(peer -> peers.add(peer.asString()));
    assertThat(peers).hasSize(3);
    for (var server : servers) {
      eventually(() -> serfHealth(server, "s0").equals("passing"));
      eventually(() -> server.json("/v1/health/service/consul?passing").size() == 3);
    }
  }

  @Test
  void readsSayHowFreshTheyAre() throws Exception {
    var servers = three();
    var leader = leader(servers);
    var follower = servers.stream().filter(s -> s != leader).findFirst().orElseThrow();
    RawResponse stale = follower.get("/v1/kv/ready?stale");
    assertThat(stale.header("X-Consul-Knownleader")).contains("true");
    assertThat(Long.parseLong(stale.header("X-Consul-Lastcontact").orElseThrow()))
        .isBetween(0L, 30_000L);
    assertThat(leader.get("/v1/kv/ready").header("X-Consul-Lastcontact")).contains("0");
    assertThat(follower.get("/v1/kv/ready?consistent").status()).isEqualTo(200);
  }

  @Test
  void theOthersGoOnWithoutTheLeader() throws Exception {
    var servers = new ArrayList<>(three());
    var leader = leader(servers);
    var name = leader.agent().node().name();
    leader.close();
    servers.remove(leader);
    eventually(() -> servers.getFirst().put("/v1/kv/after", "x").status() == 200);
    assertThat(servers.getLast().get("/v1/kv/after?consistent").status()).isEqualTo(200);
    eventually(() -> serfHealth(servers.getFirst(), name).equals("critical"));
  }

  @Test
  void aServerThatLeavesIsNoPeerAnyMore() throws Exception {
    var servers = new ArrayList<>(three());
    var leader = leader(servers);
    var id = leader.agent().config().node().id().orElseThrow();
    leader.leave();
    servers.remove(leader);
    eventually(() -> servers.getFirst().put("/v1/kv/after", "x").status() == 200);
    eventually(
        () -> !servers.getFirst().get("/v1/operator/raft/configuration").text().contains(id));
    eventually(() -> servers.getFirst().json("/v1/health/service/consul").size() == 2);
  }

  @Test
  void aClientAgentAsksTheServers() throws Exception {
    var servers = three();
    var client = client("c1", servers.getFirst());
    assertThat(client.put("/v1/kv/app/x?flags=7", "hello").text().strip()).isEqualTo("true");
    assertThat(client.get("/v1/kv/app/x?raw").text()).isEqualTo("hello");
    assertThat(client.json("/v1/kv/app?keys").get(0).asString()).isEqualTo("app/x");
    assertThat(client.put("/v1/kv/app/x?cas=1", "no").text().strip()).isEqualTo("false");
    client.put(
        "/v1/agent/service/register",
        "{\"Name\": \"web\", \"Port\": 80, \"Check\": {\"TTL\": \"1h\", \"Status\": \"passing\"}}");
    eventually(() -> servers.getLast().json("/v1/health/service/web?passing").size() == 1);
    assertThat(client.json("/v1/catalog/datacenters").get(0).asString()).isEqualTo("dc1");
    var session = client.put("/v1/session/create", "{\"TTL\": \"30s\"}");
    assertThat(session.status()).isEqualTo(200);
    assertThat(client.json("/v1/session/list").size()).isEqualTo(1);
    assertThat(client.json("/v1/agent/members").size()).isEqualTo(4);
  }

  /** Source: a client agent of Consul 1.21.4. */
  @Test
  void aClientSaysWhatOnlyServersDo() throws Exception {
    var client = client("c1", three().getFirst());
    assertThat(client.put("/v1/agent/join/127.0.0.1:1?wan=1", "").text())
        .isEqualTo("Must be a server to join WAN cluster");
    assertThat(client.put("/v1/agent/join/127.0.0.1:1?wan", "").text())
        .contains("Failed to join 127.0.0.1:1: dial tcp 127.0.0.1:1");
    assertThat(client.put("/v1/agent/force-leave/x?wan", "").text())
        .isEqualTo("Must be a server to force-leave a node from the WAN cluster");
    assertThat(client.get("/v1/agent/members?wan=1").text()).isEqualTo("null");
    assertThat(client.get("/v1/agent/members?segment=a").text())
        .isEqualTo("segment \"a\" not found");
    assertThat(client.put("/v1/session/create?dc=dc2", "{}").text())
        .isEqualTo("cross datacenter lock must be created at server agent");
    assertThat(client.put("/v1/event/fire/big", "x".repeat(600)).text())
        .startsWith("rpc error making call: error broadcasting event: user event exceeds");
    assertThat(client.post("/v1/operator/raft/transfer-leader?id=none").text())
        .isEqualTo("Could not find address for server id none");
    assertThat(client.json("/v1/agent/self").has("xDS")).isFalse();
  }

  @Test
  void aBlockingReadThroughAClientWakes() throws Exception {
    var servers = three();
    var client = client("c1", servers.getFirst());
    servers.getFirst().put("/v1/kv/watched", "1");
    var index = client.get("/v1/kv/watched").header("X-Consul-Index").orElseThrow();
    var woken =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.get("/v1/kv/watched?raw&wait=60s&index=" + index).text();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    servers.getLast().put("/v1/kv/watched", "2");
    assertThat(woken.get(30, TimeUnit.SECONDS)).isEqualTo("2");
  }

  @Test
  void aClientThatDiesIsCriticalAndOneThatLeavesIsGone() throws Exception {
    var servers = three();
    var dying = client("dying", servers.getFirst());
    var leaving = client("leaving", servers.getFirst());
    for (var name : List.of("dying", "leaving")) {
      eventually(() -> serfHealth(servers.getFirst(), name).equals("passing"));
    }
    dying.close();
    leaving.leave();
    eventually(() -> serfHealth(servers.getFirst(), "dying").equals("critical"));
    eventually(() -> servers.getFirst().json("/v1/catalog/node/leaving").isNull());
    assertThat(servers.getFirst().put("/v1/agent/force-leave/dying", "").status()).isEqualTo(200);
    eventually(() -> servers.getFirst().json("/v1/catalog/node/dying").isNull());
  }

  @Test
  void aSnapshotThroughAClientGoesIntoAllServers() throws Exception {
    var servers = three();
    var client = client("c1", servers.getFirst());
    client.put("/v1/kv/kept", "x");
    var archive = client.get("/v1/snapshot").body();
    client.put("/v1/kv/lost", "x");
    var restored =
        new RawHttp(
                URI.create("http://127.0.0.1:" + client.agent().config().ports().http()),
                Duration.ofSeconds(60))
            .send(RawRequest.of("PUT", "/v1/snapshot").body(archive));
    assertThat(restored.status()).isEqualTo(200);
    for (var server : servers) {
      eventually(() -> server.get("/v1/kv/lost?stale").status() == 404);
      assertThat(server.get("/v1/kv/kept?stale").status()).isEqualTo(200);
    }
    eventually(() -> serfHealth(client, "c1").equals("passing"));
  }

  @Test
  void twoDatacentersKnowEachOther() throws Exception {
    var ports = AgentPorts.free();
    var first = start(server("east", ports, 1));
    eventually(() -> first.put("/v1/kv/where", "east").status() == 200);
    var config = server("west", AgentPorts.free(), 1).put("datacenter", "dc2");
    config.putArray("retry_join_wan").add("127.0.0.1:" + ports.serfWan());
    var second = start(config);
    eventually(() -> second.put("/v1/kv/where", "west").status() == 200);
    eventually(() -> first.json("/v1/catalog/datacenters").size() == 2);
    eventually(() -> second.json("/v1/catalog/datacenters").size() == 2);
    eventually(() -> first.get("/v1/kv/where?dc=dc2&raw").text().equals("west"));
    assertThat(second.get("/v1/kv/where?dc=dc1&raw").text()).isEqualTo("east");
    assertThat(first.put("/v1/kv/there?dc=dc2", "x").text().strip()).isEqualTo("true");
    assertThat(second.get("/v1/kv/there").status()).isEqualTo(200);
    assertThat(first.get("/v1/kv/where?dc=dc3").text()).isEqualTo("No path to datacenter");
    assertThat(first.json("/v1/agent/members?wan=1").size()).isEqualTo(2);
    assertThat(first.put("/v1/event/fire/deploy?dc=dc2", "now").status()).isEqualTo(200);
    eventually(() -> second.json("/v1/event/list?name=deploy").size() == 1);
    assertThat(first.json("/v1/event/list?name=deploy").size()).isZero();
  }

  @Test
  void aServerThatComesLaterGetsAVote() throws Exception {
    var ports = AgentPorts.free();
    var first = server("first", ports, 1);
    first.putObject("autopilot").put("server_stabilization_time", "1s");
    var one = start(first);
    eventually(() -> one.put("/v1/kv/x", "1").status() == 200);
    var later = config("later", AgentPorts.free()).put("server", true);
    later.putArray("retry_join").add("127.0.0.1:" + ports.serfLan());
    var two = start(later);
    eventually(() -> one.json("/v1/operator/raft/configuration").path("Servers").size() == 2);
    eventually(
        () -> {
          for (var server : one.json("/v1/operator/raft/configuration").path("Servers")) {
            if (!server.path("Voter").asBoolean()) {
              return false;
            }
          }
          return true;
        });
    assertThat(two.get("/v1/kv/x?stale&raw").text()).isEqualTo("1");
  }
}

package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import tools.jackson.databind.node.ObjectNode;

/**
 * Agents of the built program on loopback, each with a folder and ports of its own. Owned by the
 * test's thread.
 */
final class LocalCluster implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Path folder;
  private final List<ProcessAgent> agents = new ArrayList<>();

  LocalCluster(Path folder) {
    this.folder = folder;
  }

  /** What an agent starts with: it joins nobody and expects nobody. */
  ObjectNode config(String name, boolean server) throws IOException {
    var own = Files.createDirectories(folder.resolve(name));
    var config =
        AgentConfig.server(own, AgentPorts.free())
            .put("node_name", name)
            .put("server", server)
            .put("log_level", "info");
    config.remove("bootstrap");
    // On a slow machine a killed server would be taken out of the group before a test goes on.
    config.putObject("autopilot").put("cleanup_dead_servers", false);
    return config;
  }

  ProcessAgent start(ObjectNode config) throws Exception {
    var own = folder.resolve(config.path("node_name").stringValue());
    var agent = Program.launcher("256m").start(own, config);
    agents.add(agent);
    return agent;
  }

  ProcessAgent server(String name, int expect) throws Exception {
    return start(config(name, true).put("bootstrap_expect", expect));
  }

  ProcessAgent client(String name, ProcessAgent server) throws Exception {
    return start(joining(config(name, false), server));
  }

  /** The same configuration, joining another agent at the start. */
  static ObjectNode joining(ObjectNode config, ProcessAgent other) {
    config.putArray("start_join").add("127.0.0.1:" + other.ports().serfLan());
    return config;
  }

  /** Runs a command at an agent. */
  Console.Ended command(ProcessAgent at, String... words) throws Exception {
    var line = new ArrayList<>(List.of(words));
    line.add(words.length > 1 && words[0].equals("operator") ? 3 : 1, "-http-addr=" + at.httpUri());
    return offline(line.toArray(String[]::new));
  }

  /** Runs a command that asks nobody. */
  Console.Ended offline(String... words) throws Exception {
    return Console.run(folder, Program.command(), words);
  }

  static Api api(ProcessAgent agent) {
    return new Api(agent.httpUri());
  }

  static void eventually(Callable<Boolean> condition) {
    await().atMost(SOON).pollInterval(Duration.ofMillis(50)).ignoreExceptions().until(condition);
  }

  String join(ProcessAgent agent, ProcessAgent other) throws Exception {
    return command(agent, "join", "127.0.0.1:" + other.ports().serfLan()).output();
  }

  /** Rows D21 to D24: three servers wait for each other, and the third makes them a cluster. */
  List<ProcessAgent> threeServers() throws Exception {
    var servers = List.of(server("node1", 3), server("node2", 3), server("node3", 3));
    assertThat(join(servers.get(1), servers.get(0)))
        .contains("Successfully joined cluster by contacting 1 nodes.");
    assertThat(api(servers.get(0)).get("/v1/status/leader").text().strip())
        .as("two of three expected servers")
        .isEqualTo("\"\"");
    assertThat(join(servers.get(2), servers.get(0)))
        .contains("Successfully joined cluster by contacting 1 nodes.");
    for (var server : servers) {
      eventually(() -> api(server).put("/v1/kv/ready", "yes").status() == 200);
      assertThat(server.log())
          .anyMatch(line -> line.contains("Expect Mode enabled, expecting 3 servers"));
    }
    eventually(() -> serfHealths(servers.getFirst()) == 3);
    return servers;
  }

  static long serfHealths(ProcessAgent asked) throws IOException {
    return api(asked).json("/v1/health/state/passing").values().stream()
        .filter(check -> check.path("CheckID").stringValue().equals("serfHealth"))
        .count();
  }

  /** The server that the first one holds for the leader; waits for one during an election. */
  static ProcessAgent leader(List<ProcessAgent> servers) {
    return await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> leader(servers.getFirst(), servers), Optional::isPresent)
        .orElseThrow();
  }

  /** The one of some servers that another holds for the leader. */
  static Optional<ProcessAgent> leader(ProcessAgent asked, List<ProcessAgent> servers)
      throws IOException {
    var address = api(asked).json("/v1/status/leader").stringValue();
    return servers.stream()
        .filter(server -> address.endsWith(":" + server.ports().server()))
        .findFirst();
  }

  /** Where an agent keeps its data. */
  Path data(String name) {
    return folder.resolve(name).resolve("data");
  }

  /** Deletes all that an agent has kept. */
  void loseData(String name) throws IOException {
    try (var files = Files.walk(data(name))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() {
    agents.forEach(ProcessAgent::close);
  }
}

package praetor.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.ProcessAgent;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.net.NetworkLab;

/** Servers of one datacenter, each on a host of its own. Owned by the test's thread. */
final class FaultCluster implements AutoCloseable {
  static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final AgentPorts PORTS = new AgentPorts(8500, 8600, 8300, 8301, 8302);

  private final NetworkLab network;
  private final List<ProcessAgent> servers = new ArrayList<>();

  private FaultCluster(NetworkLab network) {
    this.network = network;
  }

  /** Starts servers that find each other; complete when each of them knows the leader. */
  static FaultCluster start(NetworkLab network, int servers, Path folder)
      throws IOException, InterruptedException {
    var cluster = new FaultCluster(network);
    try {
      for (int i = 0; i < servers; i++) {
        cluster.servers.add(cluster.startServer(i, servers, folder.resolve("s" + i)));
      }
      for (int i = 0; i < servers; i++) {
        cluster.awaitWrites(i);
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException unable) {
      cluster.close();
      throw unable;
    }
  }

  private ProcessAgent startServer(int number, int all, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var config =
        AgentConfig.server(folder, PORTS)
            .put("node_name", "s" + number)
            .put("bind_addr", network.address(number))
            .put("bootstrap_expect", all)
            .put("retry_interval", "1s")
            .put("log_level", "info");
    config.remove("bootstrap");
    // Whoever is cut off for a while comes back as what it was, however slow the machine is.
    config.putObject("autopilot").put("cleanup_dead_servers", false);
    config.putObject("addresses").put("http", "unix://" + folder.resolve("http"));
    var join = config.putArray("retry_join");
    for (int i = 0; i < all; i++) {
      join.add(network.address(i));
    }
    var line = new ArrayList<>(network.on(number));
    line.addAll(Program.launcher("256m").command());
    return new ProcessLauncher(line).start(folder, config);
  }

  NetworkLab network() {
    return network;
  }

  int size() {
    return servers.size();
  }

  ProcessAgent server(int number) {
    return servers.get(number);
  }

  Api api(int number) {
    return new Api(servers.get(number).httpUri());
  }

  List<Api> apis() {
    return servers.stream().map(server -> new Api(server.httpUri())).toList();
  }

  List<URI> uris() {
    return servers.stream().map(ProcessAgent::httpUri).toList();
  }

  /** The number of the server that all that answer hold for the leader. */
  int leader() {
    return await().atMost(READY_MAX).ignoreExceptions().until(this::agreedLeader, l -> l >= 0);
  }

  private int agreedLeader() throws IOException {
    var named = Optional.<String>empty();
    for (var api : apis()) {
      var answer = api.get("/v1/status/leader").text();
      if (named.isPresent() && !named.get().equals(answer)) {
        return -1;
      }
      named = Optional.of(answer);
    }
    var address = named.orElse("");
    for (int i = 0; i < size(); i++) {
      if (address.contains(network.address(i) + ":")) {
        return i;
      }
    }
    return -1;
  }

  /** Waits until a server accepts writes. */
  void awaitWrites(int number) {
    await()
        .atMost(READY_MAX)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                api(number)
                    .tryPut("/v1/kv/ready/" + number, "yes")
                    .filter(answer -> answer.status() == 200)
                    .isPresent());
  }

  @Override
  public void close() {
    servers.forEach(ProcessAgent::close);
  }
}

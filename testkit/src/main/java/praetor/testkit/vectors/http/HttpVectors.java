package praetor.testkit.vectors.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.net.FreePorts;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.vectors.Report;
import praetor.testkit.vectors.VectorAgent;
import praetor.testkit.vectors.VectorFiles;
import praetor.testkit.vectors.VectorTests;
import tools.jackson.databind.node.ObjectNode;

/**
 * Replays recorded HTTP exchanges against a server that runs with a start's {@link #config}.
 *
 * <p>All scenarios of a start can run one after another on one server, in any order and more than
 * once.
 *
 * <p>Source: {@code praetor/vectors/http/README.md}; the answers are those of Consul 1.21.4.
 */
public final class HttpVectors {
  /** The start without access control. */
  public static final String PLAIN = "plain";

  /** The start whose default policy denies. */
  public static final String ACL = "acl";

  /** The management token of the {@link #ACL} start. */
  public static final String ACL_TOKEN = "a0000000-0000-4000-8000-000000000001";

  private static final String FOLDER = "http";
  private static final Duration READY_MAX = Duration.ofSeconds(30);
  private static final Duration PROBE_MAX = Duration.ofSeconds(5);
  private static final long PROBE_PAUSE_MS = 200;

  private HttpVectors() {}

  /** The names of the scenarios that are recorded with a start: {@link #PLAIN} or {@link #ACL}. */
  public static List<String> names(String start) {
    return VectorFiles.names(FOLDER).stream().filter(name -> startOf(name).equals(start)).toList();
  }

  private static String startOf(String name) {
    return VectorFiles.read(FOLDER, name).path("start").asString(PLAIN);
  }

  /**
   * The configuration of the agent that a start needs.
   *
   * @param folder the agent's folder
   */
  public static ObjectNode config(String start, Path folder, AgentPorts ports) {
    var base =
        AgentConfig.server(folder, ports)
            .put("node_name", "node1")
            .put("node_id", "0b6a3c1e-0000-4000-8000-00000000a001");
    // The recordings show the port in the metadata of the server's own service.
    ((ObjectNode) base.path("ports")).put("grpc_tls", FreePorts.next());
    return VectorAgent.settings(base, VectorFiles.read(FOLDER + "/start", start));
  }

  /** Waits until the server has a leader and its own node, with addresses, is in the catalog. */
  public static void awaitReady(URI server, Optional<String> token)
      throws IOException, InterruptedException {
    var plain = RawRequest.of("GET", "/v1/catalog/service/consul");
    var probe = token.map(plain::token).orElse(plain);
    long deadlineNanos = System.nanoTime() + READY_MAX.toNanos();
    while (!hasOwnNode(server, probe)) {
      if (System.nanoTime() > deadlineNanos) {
        throw new IOException(
            server + " has no node of its own after " + READY_MAX.toSeconds() + " s");
      }
      Thread.sleep(PROBE_PAUSE_MS);
    }
  }

  private static boolean hasOwnNode(URI server, RawRequest probe) {
    try {
      var answer = new RawHttp(server, PROBE_MAX).send(probe);
      return answer.status() == 200 && answer.text().contains("lan_ipv4");
    } catch (IOException notYet) {
      // The deadline of the caller decides whether it ever answers.
      return false;
    }
  }

  /** Replays one scenario. */
  public static Report replay(URI server, String name) throws InterruptedException {
    return new HttpReplay(server, name, VectorFiles.read(FOLDER, name)).run();
  }

  /** A test for each answer of the named scenarios, in containers named as they are. */
  public static Stream<DynamicNode> tests(URI server, List<String> names) {
    return VectorTests.of(names, name -> replay(server, name));
  }
}

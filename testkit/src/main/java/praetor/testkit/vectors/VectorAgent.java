package praetor.testkit.vectors;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import praetor.testkit.agent.AgentLauncher;
import praetor.testkit.agent.RunningAgent;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An agent started for one file of recordings, in a temporary folder that closing removes.
 *
 * <p>It is ready when it has a leader and its own node, with its metadata, is in the catalog.
 */
public final class VectorAgent implements AutoCloseable {
  private static final Duration NODE_MAX = Duration.ofSeconds(60);
  private static final Duration METADATA_MAX = Duration.ofSeconds(5);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(20);
  private static final long PAUSE_MS = 100;

  private final TempFolder folder;
  private final RunningAgent agent;

  private VectorAgent(TempFolder folder, RunningAgent agent) {
    this.folder = folder;
    this.agent = agent;
  }

  /**
   * Starts an agent and waits until it is ready.
   *
   * @param config makes the agent's configuration from its folder
   * @param token reads the catalog, where the configuration does not let everybody
   */
  public static VectorAgent start(
      AgentLauncher launcher, Function<Path, ObjectNode> config, Optional<String> token)
      throws IOException, InterruptedException {
    var folder = TempFolder.create("praetor-agent");
    try {
      var settings = config.apply(folder.path());
      var agent = new VectorAgent(folder, launcher.start(folder.path(), settings));
      return agent.ready(settings.path("node_name").stringValue(), token);
    } catch (IOException | InterruptedException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  /** The agent that a file asks for: a server of the file's settings on free ports. */
  public static ObjectNode settings(ObjectNode base, JsonNode own) {
    own.properties().forEach(setting -> base.set(setting.getKey(), setting.getValue()));
    return base;
  }

  public RunningAgent agent() {
    return agent;
  }

  private VectorAgent ready(String node, Optional<String> token)
      throws IOException, InterruptedException {
    if (!await(NODE_MAX, "/v1/health/node/" + node, token, "serfHealth")) {
      var log = String.join("\n", agent.log());
      agent.close();
      throw new IOException("node " + node + " did not come into the catalog; log:\n" + log);
    }
    // Follows by anti-entropy; an agent without it starts all the same, and the answers show it.
    await(METADATA_MAX, "/v1/catalog/node/" + node, token, "consul-network-segment");
    return this;
  }

  private boolean await(Duration atMost, String path, Optional<String> token, String wanted)
      throws InterruptedException {
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    while (!holds(path, token, wanted)) {
      if (System.nanoTime() > deadlineNanos || !agent.isAlive()) {
        return false;
      }
      Thread.sleep(PAUSE_MS);
    }
    return true;
  }

  private boolean holds(String path, Optional<String> token, String wanted) {
    var plain = RawRequest.of("GET", path);
    try {
      var answer =
          new RawHttp(agent.httpUri(), ANSWER_MAX).send(token.map(plain::token).orElse(plain));
      return answer.status() == 200 && answer.text().contains(wanted);
    } catch (IOException notYet) {
      // The deadline of the caller decides whether it ever answers.
      return false;
    }
  }

  @Override
  public void close() {
    agent.close();
    folder.close();
  }
}

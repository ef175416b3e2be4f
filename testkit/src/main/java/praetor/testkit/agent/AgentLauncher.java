package praetor.testkit.agent;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** Starts agents for tests: as a child process, or embedded in the test's JVM. */
@FunctionalInterface
public interface AgentLauncher {

  /**
   * Starts an agent and waits, for a bounded time, until it answers HTTP requests.
   *
   * @param folder an existing folder for what the agent writes; the caller deletes it
   * @param config the whole configuration, in the form of Consul's configuration files
   * @throws IOException when the agent ends or stays silent; the message holds the end of its log
   */
  RunningAgent start(Path folder, ObjectNode config) throws IOException, InterruptedException;
}

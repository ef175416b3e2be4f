package praetor.http.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import praetor.testkit.agent.ProcessLauncher;
import praetor.testkit.net.RawHttp;
import tools.jackson.databind.node.ObjectNode;

/** Agents of ours and of Consul's that a test started; they end with it, the latest first. */
final class RunningAgents implements AfterEachCallback {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final List<AutoCloseable> running = new ArrayList<>();

  /** Starts one of ours; see {@link InProcessAgent#start}. */
  InProcessAgent praetor(Path folder, ObjectNode config) throws IOException {
    var agent = InProcessAgent.start(folder, config);
    running.add(agent);
    return agent;
  }

  /** Starts the Consul of {@code CONSUL_BIN}; what it answers by HTTP. */
  RawHttp consul(Path folder, ObjectNode config) throws Exception {
    running.add(ProcessLauncher.consul().orElseThrow().start(folder, config));
    int port = config.path("ports").path("http").asInt();
    return new RawHttp(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(60));
  }

  /** Waits until something is so; what fails meanwhile is not so yet. */
  static void eventually(Callable<Boolean> condition) {
    await().atMost(SOON).pollInterval(Duration.ofMillis(50)).ignoreExceptions().until(condition);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (var each : running.reversed()) {
      each.close();
    }
    running.clear();
  }
}

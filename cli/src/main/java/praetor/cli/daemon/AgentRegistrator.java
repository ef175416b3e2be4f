package praetor.cli.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.cli.registrator.LocalHost;
import praetor.cli.registrator.TagTemplates;
import praetor.client.ConsulClient;
import praetor.docker.DockerClient;
import praetor.model.SystemClock;
import praetor.registrator.Registrator;
import praetor.registrator.RegistratorLog;
import praetor.registrator.backend.ConsulBackend;

/**
 * The registrator of an agent: containers of this host become services of this agent, without a
 * program beside it. A reload replaces it when its block has changed. Safe for any thread.
 */
public final class AgentRegistrator implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.registrator");

  /** An agent that has just started may not answer yet. */
  private static final long RETRY_MS = 500;

  private static final String IDS_FILE = "registrator-ids";

  private final ConsulClient client;
  private final Map<String, String> environment;
  private final Optional<Path> idsFile;
  // Guarded by this.
  private Optional<RegistratorBlock> block = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  /**
   * @param client of the agent itself
   * @param environment where the Docker Engine is named
   * @param dataDir where the agent keeps its state
   */
  public AgentRegistrator(
      ConsulClient client, Map<String, String> environment, Optional<Path> dataDir) {
    this.client = client;
    this.environment = Map.copyOf(environment);
    this.idsFile = dataDir.map(folder -> folder.resolve(IDS_FILE));
  }

  /** The lines of the loop in the agent's log. */
  private static final class AgentLog implements RegistratorLog {
    @Override
    public void say(String line) {
      LOG.info("{}", line);
    }

    @Override
    public void warn(String line) {
      LOG.warn("{}", line);
    }
  }

  /** Ends the one there is, and begins another, unless both are the same. */
  public synchronized void replace(Optional<RegistratorBlock> now) {
    if (now.equals(block)) {
      return;
    }
    end();
    block = now;
    thread = now.map(b -> Thread.ofVirtual().name("registrator").start(() -> run(b)));
  }

  private void run(RegistratorBlock configured) {
    try (var docker = new DockerClient(configured.dockerHost(environment))) {
      var node = node();
      new Registrator(
              docker,
              new ConsulBackend(client),
              configured.settings(LocalHost.name(), Optional.of(node), idsFile),
              Optional.of(node),
              TagTemplates.INSTANCE,
              new AgentLog(),
              SystemClock.INSTANCE)
          .run();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalArgumentException unusable) {
      LOG.error("registrator cannot work: {}", unusable.getMessage());
    }
  }

  private String node() throws InterruptedException {
    while (true) {
      try {
        return client.self().field("Member").text("Addr");
      } catch (IOException early) {
        LOG.debug("registrator waits for the agent: {}", early.getMessage());
        Thread.sleep(RETRY_MS);
      }
    }
  }

  private void end() {
    if (thread.isPresent()) {
      thread.get().interrupt();
      try {
        thread.get().join();
      } catch (InterruptedException cut) {
        Thread.currentThread().interrupt();
      }
    }
    thread = Optional.empty();
  }

  @Override
  public synchronized void close() {
    end();
  }
}

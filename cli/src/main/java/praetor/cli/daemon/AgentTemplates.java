package praetor.cli.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.cli.template.HostSurroundings;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.Environment;
import praetor.template.config.ConfigException;
import praetor.template.config.Settings;
import praetor.template.run.Log;
import praetor.template.run.RunException;
import praetor.template.run.Runner;

/**
 * The templates of an agent: files rendered from what it knows, without a program beside it. A
 * reload reads their configuration and sources anew. Safe for any thread.
 */
public final class AgentTemplates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.templates");

  /** After an error that ends a run. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final ConsulClient client;
  private final Map<String, String> environment;
  private Optional<Thread> thread = Optional.empty();

  /**
   * Templates that ask an agent unless their configuration names another.
   *
   * @param client of the agent itself
   * @param environment of the commands
   */
  public AgentTemplates(ConsulClient client, Map<String, String> environment) {
    this.client = client;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Renders what a block names, from now on. A configuration that cannot be read changes nothing.
   */
  public synchronized void replace(TemplatesBlock block) {
    try {
      var settings = block.settings(Path.of(""));
      close();
      if (!block.isEmpty()) {
        thread = Optional.of(Thread.ofVirtual().name("templates").start(() -> run(settings)));
      }
    } catch (ConfigException wrong) {
      LOG.error("templates cannot be read: {}", wrong.getMessage());
    }
  }

  private void run(Settings settings) {
    try {
      var tools = tools(settings);
      while (!isDone(settings, tools)) {
        Thread.sleep(PAUSE);
      }
    } catch (ClientException unusable) {
      LOG.error("templates cannot be rendered: {}", unusable.getMessage());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isDone(Settings settings, Runner.Tools tools) throws InterruptedException {
    try {
      var _ = new Runner(settings, tools).run();
      return true;
    } catch (RunException failed) {
      LOG.error("{}; once more in {} s", failed.getMessage(), PAUSE.toSeconds());
      return false;
    }
  }

  private Runner.Tools tools(Settings settings) throws ClientException {
    var variables = new Environment(environment);
    var other = settings.consul().address().isPresent();
    return new Runner.Tools(
        other ? ConsulClient.create(settings.consul().client(variables)) : client,
        HostSurroundings.of(environment, Path.of(""), text -> LOG.info("{}", text)),
        settings.consul().variables(variables),
        Optional.empty(),
        new Log(Settings.LogLevel.DEBUG, AgentTemplates::say));
  }

  /** The agent's own level decides what is seen. */
  private static void say(Settings.LogLevel level, String text) {
    switch (level) {
      case TRACE, DEBUG -> LOG.debug("{}", text);
      case INFO -> LOG.info("{}", text);
      case WARN -> LOG.warn("{}", text);
      case ERR -> LOG.error("{}", text);
    }
  }

  @Override
  public synchronized void close() {
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
}

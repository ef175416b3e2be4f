package praetor.cli.agent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.LoadedConfig;
import praetor.cli.command.CommandException;

/**
 * Reads the configuration of a running agent again, because of a signal, the API or a changed file:
 * one reload after another. Safe for any thread.
 */
final class Reloads {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final AgentFlags flags;
  private volatile Optional<AgentProcess> running = Optional.empty();
  private volatile List<String> certificates = List.of();

  Reloads(AgentFlags flags) {
    this.flags = flags;
  }

  /** From now on there is an agent that takes over what is read. */
  void begin(AgentProcess agent, AgentConfig config) {
    certificates = config.tls().files();
    running = Optional.of(agent);
  }

  /** Reloads when a file of the configuration or of a certificate changes. */
  void watch() {
    var watcher = new FileWatcher(this::files, () -> reloadAndTell("error loading config"));
    Thread.ofVirtual().name("file-watcher").start(watcher);
  }

  private List<String> files() {
    return Stream.concat(flags.paths().stream(), certificates.stream()).toList();
  }

  /** Reloads; a failure goes to the log. */
  void reloadAndTell(String failed) {
    LOG.info("Reloading configuration...");
    try {
      reload();
    } catch (IOException refused) {
      LOG.error("{}: error={}", failed, refused.getMessage());
    }
  }

  /**
   * Reloads.
   *
   * @throws IOException a text for people: what is wrong with which file
   */
  synchronized void reload() throws IOException {
    var agent = running.orElseThrow(() -> new IOException("the agent is still starting"));
    var loaded = load();
    AgentCommand.warn(loaded);
    certificates = loaded.config().tls().files();
    agent.reload(loaded.config());
    LogSetup.setLevel(loaded.config().log().level());
  }

  private LoadedConfig load() throws IOException {
    try {
      return ConfigLoader.load(flags.input(Host.local(), System.getenv()));
    } catch (ConfigException | CommandException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }
}

package praetor.cli.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.LoadedConfig;
import praetor.agent.tls.AgentTls;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flags;
import praetor.cli.command.Terminal;

/**
 * {@code agent}: runs the daemon until a signal ends it.
 *
 * <p>SIGINT and SIGTERM end it, with a leave first where the configuration says so; the exit code
 * is 0 after a leave and 1 without. A second signal ends it at once. SIGHUP reloads the
 * configuration.
 */
public final class AgentCommand implements Command {

  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final AgentFlags flags = new AgentFlags();
  private final Reloads reloads = new Reloads(flags);
  private final AgentProcess.Launcher launcher;

  public AgentCommand(AgentProcess.Launcher launcher) {
    this.launcher = launcher;
  }

  @Override
  public Flags flags() {
    return flags.flags();
  }

  @Override
  public String synopsis() {
    return "agent [options]";
  }

  @Override
  public String description() {
    return "Runs an agent: a server with -server, else a client. -dev starts one server in memory,"
        + " which is all it takes for a first try.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    if (!arguments.isEmpty()) {
      throw told("Unexpected extra arguments: [" + String.join(" ", arguments) + "]");
    }
    var loaded = load();
    var mended = new ArrayList<String>();
    var config = settle(loaded.config(), mended::add);
    var signals = new Signals();
    signals.install();
    terminal.out().print(Banner.of(config));
    terminal.flush();
    try {
      LogSetup.start(config.log(), signals::noneWaits);
      warn(loaded);
      mended.forEach(LOG::warn);
      return runAgent(config, signals);
    } catch (IOException unusable) {
      throw told(setupFailure(unusable));
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      LogSetup.stop();
    }
  }

  /** Source: texts of Consul 1.21.4. */
  private static String setupFailure(IOException failure) {
    var text = String.valueOf(failure.getMessage());
    return text.startsWith("Syslog") ? text : "Failed to setup logging: " + text;
  }

  private LoadedConfig load() throws CommandException {
    try {
      return ConfigLoader.load(flags.input(Host.local(), System.getenv()));
    } catch (ConfigException refused) {
      throw told(refused.getMessage());
    }
  }

  private static AgentConfig settle(AgentConfig config, Consumer<String> report)
      throws CommandException {
    if (LogSetup.level(config.log().level()).isEmpty()) {
      throw told(
          "Invalid log level: "
              + config.log().level()
              + ". Valid log levels are: "
              + LogSetup.LEVEL_NAMES);
    }
    try {
      AgentTls.open(config.tls());
      return NodeIdentity.settle(config, report);
    } catch (IOException | CommandException unusable) {
      throw told(String.valueOf(unusable.getMessage()));
    }
  }

  static void warn(LoadedConfig loaded) {
    loaded.warnings().forEach(LOG::warn);
    if (!loaded.withoutEffect().isEmpty()) {
      LOG.warn(
          "These configuration keys have no effect in this version: {}",
          String.join(", ", loaded.withoutEffect()));
    }
  }

  private int runAgent(AgentConfig config, Signals signals) throws CommandException {
    AgentProcess agent;
    try {
      agent = launcher.start(config, host(signals));
      reloads.begin(agent, config);
    } catch (IOException failure) {
      LOG.error("Error starting agent: error={}", failure.getMessage());
      throw told(String.valueOf(failure.getMessage()));
    }
    try {
      writePid(config);
      LOG.info("Consul agent running!");
      if (config.autoReload()) {
        reloads.watch();
      }
      int code = serve(agent, config, signals);
      LOG.atInfo().addKeyValue("code", code).log("Exit code");
      return code;
    } catch (IOException failure) {
      LOG.error("Error stopping agent: error={}", failure.getMessage());
      return 1;
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    } finally {
      removePid(config);
    }
  }

  private int serve(AgentProcess agent, AgentConfig config, Signals signals)
      throws IOException, InterruptedException {
    var signal = signals.next();
    while (true) {
      LOG.atInfo().addKeyValue("signal", signal.text()).log("Caught");
      switch (signal) {
        case HANGUP -> reloads.reloadAndTell("Reload config failed");
        case INTERRUPT -> {
          return end(agent, !config.skipLeaveOnInterrupt(), signals);
        }
        case TERMINATE -> {
          return end(agent, config.leaveOnTerminate(), signals);
        }
        case LEAVE -> {
          return end(agent, true, signals);
        }
        case FAILURE -> {
          agent.stop();
          return 1;
        }
      }
      signal = signals.next();
    }
  }

  private AgentProcess.Host host(Signals signals) {
    return new AgentProcess.Host() {
      @Override
      public void leave() {
        signals.raise(Signals.Kind.LEAVE);
      }

      @Override
      public void reload() throws IOException {
        reloads.reload();
      }

      @Override
      public void fail(String reason) {
        LOG.error("{}", reason);
        signals.raise(Signals.Kind.FAILURE);
      }

      @Override
      public boolean isEnding() {
        return signals.toldToEnd();
      }
    };
  }

  private int end(AgentProcess agent, boolean leave, Signals signals)
      throws IOException, InterruptedException {
    endAtOnceOn(signals);
    if (leave) {
      LOG.info("Gracefully shutting down agent...");
      agent.leave();
    } else {
      LOG.atInfo().addKeyValue("graceful", false).log("Graceful shutdown disabled. Exiting");
    }
    agent.stop();
    if (leave) {
      LOG.info("Graceful exit completed");
    }
    return leave ? 0 : 1;
  }

  /** Whoever sends another signal does not want to wait. */
  private static void endAtOnceOn(Signals signals) {
    Thread.ofPlatform()
        .daemon()
        .name("second-signal")
        .start(
            () -> {
              try {
                var signal = signals.next();
                LOG.atInfo().addKeyValue("signal", signal.text()).log("Caught second signal");
                Runtime.getRuntime().halt(1);
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void writePid(AgentConfig config) throws CommandException {
    if (config.pidFile().isEmpty()) {
      return;
    }
    var file = config.pidFile().get();
    try {
      Files.writeString(file, String.valueOf(ProcessHandle.current().pid()));
    } catch (IOException unwritable) {
      throw told("Could not write pid file " + file + ": " + unwritable.getMessage());
    }
  }

  private static void removePid(AgentConfig config) {
    config.pidFile().ifPresent(AgentCommand::remove);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stuck) {
      LOG.warn("Could not remove pid file {}: {}", file, stuck.getMessage());
    }
  }

  private static CommandException told(String message) {
    return new CommandException("==> " + message);
  }
}

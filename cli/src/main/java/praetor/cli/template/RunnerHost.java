package praetor.cli.template;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import praetor.cli.agent.SyslogLines;
import praetor.cli.command.Terminal;
import praetor.client.ClientException;
import praetor.client.ConsulClient;
import praetor.client.Environment;
import praetor.process.SignalCatcher;
import praetor.template.config.ConfigException;
import praetor.template.config.Settings;
import praetor.template.lang.GoText;
import praetor.template.run.EnvRunner;
import praetor.template.run.Log;
import praetor.template.run.Outcome;
import praetor.template.run.RunException;
import praetor.template.run.Runner;

/** Runs a {@link Runner} in this process: its streams, signals, reloads and exit code. */
final class RunnerHost {
  /** Those that a runner reacts to or passes on. */
  private static final List<String> SIGNALS =
      List.of("HUP", "INT", "TERM", "QUIT", "USR1", "USR2", "WINCH", "CONT", "ALRM");

  private final Terminal terminal;
  private final Path folder;
  private volatile Consumer<String> signals = _ -> {};

  RunnerHost(Terminal terminal, Path folder) {
    this.terminal = terminal;
    this.folder = folder;
  }

  /** Makes the settings, again at each reload. */
  @FunctionalInterface
  interface Source {
    Settings settings() throws ConfigException;
  }

  /** One run of {@code template} or {@code env}. */
  private interface Kind {
    Outcome run(Settings settings, Runner.Tools tools) throws RunException, InterruptedException;
  }

  /** Renders templates until the end. */
  int run(Settings first, Source source) {
    return run(
        first,
        source,
        (settings, tools) -> {
          var runner = new Runner(settings, tools);
          signals = runner::signal;
          return runner.run();
        });
  }

  /** Runs a program with keys as variables until the end. */
  int runEnv(Settings first, Source source) {
    return run(
        first,
        source,
        (settings, tools) -> {
          var runner = new EnvRunner(settings, tools);
          signals = runner::signal;
          return runner.run();
        });
  }

  private int run(Settings first, Source source, Kind kind) {
    if (terminal.ofProcess()) {
      catchSignals();
    }
    try {
      var settings = first;
      while (true) {
        var outcome = once(settings, kind);
        if (!(outcome instanceof Outcome.Reload)) {
          return codeOf(outcome);
        }
        print(terminal.err(), "Reloading configuration...\n");
        settings = reloaded(source, settings);
      }
    } catch (RunException failure) {
      error(failure.getMessage());
      return ExitCodes.FAILED;
    } catch (ClientException failure) {
      error(failure.getMessage());
      return ExitCodes.FAILED;
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return ExitCodes.ENDED_BY_SIGNAL;
    } catch (UncheckedIOException unwritable) {
      error(String.valueOf(unwritable.getMessage()));
      return ExitCodes.FAILED;
    }
  }

  /** A configuration that cannot be read does not end what runs. */
  private Settings reloaded(Source source, Settings before) {
    try {
      return source.settings();
    } catch (ConfigException wrong) {
      error(wrong.getMessage() + "; going on with the configuration before");
      return before;
    }
  }

  private Outcome once(Settings settings, Kind kind)
      throws RunException, ClientException, InterruptedException {
    try (var sinks =
        LogSinks.open(
            settings.log(), folder, SyslogLines.SOCKET, line -> print(terminal.err(), line))) {
      return once(settings, kind, sinks);
    }
  }

  private Outcome once(Settings settings, Kind kind, LogSinks sinks)
      throws RunException, ClientException, InterruptedException {
    writePid(settings);
    var environment = new Environment(terminal.environment());
    var client = ConsulClient.create(settings.consul().client(environment));
    var surroundings =
        HostSurroundings.of(terminal.environment(), folder, text -> print(terminal.out(), text));
    var output =
        terminal.ofProcess() ? Optional.<OutputStream>empty() : Optional.of(terminal.out());
    var tools =
        new Runner.Tools(
            client,
            surroundings,
            settings.consul().variables(environment),
            output.map(OutputStream.class::cast),
            new Log(settings.log().level(), sinks));
    return kind.run(settings, tools);
  }

  private void writePid(Settings settings) throws RunException {
    if (settings.pidFile().isPresent()) {
      var file = settings.pidFile().get();
      try {
        Files.writeString(folder.resolve(file), String.valueOf(ProcessHandle.current().pid()));
      } catch (IOException unwritable) {
        throw new RunException(
            "runner: could not open pid file: open " + file + ": " + unwritable.getMessage());
      }
    }
  }

  private int codeOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done _ -> ExitCodes.OK;
      case Outcome.Killed _ -> {
        print(terminal.err(), "Cleaning up...\n");
        yield ExitCodes.ENDED_BY_SIGNAL;
      }
      case Outcome.ChildEnded(int code) -> {
        if (code != 0) {
          error("child process exited with code " + (code > 128 ? -1 : code));
        }
        // Ended by a signal: Go knows no code for it.
        yield code > 128 ? 255 : code;
      }
      case Outcome.Reload _ -> ExitCodes.OK;
    };
  }

  private void catchSignals() {
    for (var name : SIGNALS) {
      try {
        SignalCatcher.on(name, () -> signals.accept(name));
      } catch (IllegalStateException taken) {
        // Some signals are the virtual machine's own: nobody can have them.
      }
    }
  }

  /** The line of an error that ends the program. */
  void error(String text) {
    new Log(Settings.LogLevel.ERR, InstantSource.system(), line -> print(terminal.err(), line))
        .error("(cli) " + text);
  }

  private static void print(java.io.PrintStream stream, String text) {
    var bytes = GoText.bytes(text);
    synchronized (stream) {
      stream.write(bytes, 0, bytes.length);
      stream.flush();
    }
  }

  /** Quoted and in brackets, as Go shows a list of words. */
  static String extraArgs(List<String> words) {
    var quoted = words.stream().map(praetor.model.codec.GoStrings::quoted).toList();
    return "cli: extra args: [" + String.join(" ", quoted) + "]";
  }
}

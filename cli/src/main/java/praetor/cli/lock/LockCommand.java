package praetor.cli.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.cli.command.Command;
import praetor.cli.command.CommandChild;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.ConsulClient;
import praetor.client.lock.DistributedLock;
import praetor.client.lock.KeyLock;
import praetor.client.lock.LockSettings;
import praetor.client.lock.Semaphore;

/**
 * {@code lock}: runs a program while holding a lock.
 *
 * <p>Source: texts, order of checks and exit codes of Consul 1.21.4.
 */
public final class LockCommand implements Command {
  private static final int MONITOR_RETRIES = 3;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.server(flags);
  private final Flag<Boolean> childExitCode =
      flags.bool("child-exit-code", "Exit with 2 when the program fails.");
  private final Flag<Long> monitorRetry =
      flags.integer(
          "monitor-retry",
          MONITOR_RETRIES,
          "How many failed looks at the lock, a second apart, do not mean yet that it is lost.");
  private final Flag<Long> limit =
      flags.integer("n", 1, "How many may hold the lock at the same time.");
  private final Flag<String> name =
      flags.text("name", "Name of the session; made of program and prefix unless given.");
  private final Flag<Boolean> passStdin =
      flags.bool("pass-stdin", "Give the program the standard input.");
  private final Flag<Boolean> shell =
      flags.bool("shell", true, "Run the program in a shell; the variable SHELL names another.");
  private final Flag<Duration> timeout =
      flags.duration(
          "timeout", Duration.ZERO, "How long to wait for the lock; 0 for as long as it takes.");
  private final Flag<Duration> tryFor =
      flags.duration("try", Duration.ZERO, "Older name of -timeout.");
  private final Flag<Boolean> verbose = flags.bool("verbose", "Tell each step.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "lock [options] prefix child...";
  }

  @Override
  public String description() {
    return "Waits for a lock below a prefix, runs a program while it is held, and lets go of it."
        + " When the lock is lost the program gets a SIGTERM, and is killed with all that it"
        + " started when it does not end within seconds. With -n above 1, so many may hold the"
        + " lock at the same time.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    check(arguments);
    var client = http.connect(terminal);
    try {
      client.self();
    } catch (IOException failure) {
      throw new CommandException("Error querying Consul agent: " + failure.getMessage());
    }
    var prefix = withoutSlash(arguments.getFirst());
    var words = arguments.subList(1, arguments.size());
    var options =
        new HoldingRun.Options(
            CommandChild.line(words, shell.value(), terminal),
            passStdin.value(),
            childExitCode.value(),
            verbose.value());
    try (var lock = lock(client, prefix, settings(words, prefix), terminal)) {
      return new HoldingRun(lock, options, terminal).run();
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void check(List<String> arguments) throws CommandException {
    if (limit.value() <= 0) {
      throw new CommandException("Lock holder limit must be positive");
    }
    if (arguments.size() < 2) {
      throw new CommandException("Key prefix and child command must be specified");
    }
    if (timeout.value().isNegative() || tryFor.value().isNegative()) {
      throw new CommandException("Timeout must be positive");
    }
    if (monitorRetry.value() < 0) {
      throw new CommandException("Number for 'monitor-retry' must be >= 0");
    }
  }

  private static String withoutSlash(String prefix) {
    return prefix.startsWith("/") ? prefix.substring(1) : prefix;
  }

  private LockSettings settings(List<String> words, String prefix) {
    var shown =
        name.value().isEmpty()
            ? "Consul lock for '%s' at '%s'".formatted(String.join(" ", words), prefix)
            : name.value();
    var wait = tryFor.value().isPositive() ? tryFor.value() : timeout.value();
    return new LockSettings(
        http.query(),
        shown,
        Optional.of(wait).filter(Duration::isPositive),
        Math.clamp(monitorRetry.value(), 0, Integer.MAX_VALUE));
  }

  private DistributedLock lock(
      ConsulClient client, String prefix, LockSettings settings, Terminal terminal) {
    if (limit.value() == 1) {
      var lock = new KeyLock(client, prefix, settings);
      tell(terminal, "Setting up lock at path: " + lock.key());
      return lock;
    }
    tell(
        terminal, "Setting up semaphore (limit %d) at prefix: %s".formatted(limit.value(), prefix));
    return new Semaphore(client, prefix, limit.value(), settings);
  }

  private void tell(Terminal terminal, String line) {
    if (verbose.value()) {
      terminal.out().print(line + "\n");
    }
  }
}

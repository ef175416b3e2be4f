package praetor.cli.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import praetor.cli.command.Command;
import praetor.cli.command.CommandException;
import praetor.cli.command.Flag;
import praetor.cli.command.Flags;
import praetor.cli.command.HttpFlags;
import praetor.cli.command.Terminal;
import praetor.client.Request;

/** {@code monitor}: the agent's log as it is written. */
public final class Monitor implements Command {

  private static final int BUFFER_BYTES = 8_192;

  private final Flags flags = new Flags();
  private final HttpFlags http = HttpFlags.client(flags);
  private final Flag<Boolean> logJson = flags.bool("log-json", "Lines as JSON.");
  private final Flag<String> logLevel =
      flags.text("log-level", "INFO", "Lowest level to show: trace, debug, info, warn or err.");

  @Override
  public Flags flags() {
    return flags;
  }

  @Override
  public String synopsis() {
    return "monitor [options]";
  }

  @Override
  public String description() {
    return "Shows the log of a running agent until it is interrupted, at a level of its own.";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws CommandException {
    var client = http.connect(terminal);
    var request = Request.get("/v1/agent/monitor").with("loglevel", logLevel.value());
    var interrupted = new Thread(() -> Runtime.getRuntime().halt(0), "monitor-interrupted");
    try (var log = client.openOk(logJson.value() ? request.with("logjson", "true") : request)) {
      Runtime.getRuntime().addShutdownHook(interrupted);
      copy(log.body(), terminal);
    } catch (IOException failure) {
      throw new CommandException("Error starting monitor: " + failure.getMessage());
    } finally {
      Runtime.getRuntime().removeShutdownHook(interrupted);
    }
    throw new CommandException(
        "Remote side ended the monitor! This usually means that the\n"
            + "remote side has exited or crashed.");
  }

  /** What has arrived is shown at once; an interruption loses nothing of it. */
  private static void copy(InputStream log, Terminal terminal) {
    var buffer = new byte[BUFFER_BYTES];
    try {
      for (int count = log.read(buffer); count >= 0; count = log.read(buffer)) {
        terminal.out().write(buffer, 0, count);
        terminal.out().flush();
      }
    } catch (IOException ended) {
      terminal.err().print("monitor: " + ended.getMessage() + "\n");
    }
  }
}

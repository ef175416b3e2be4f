package praetor.cli.snapshot;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import praetor.cli.agent.SyslogFacility;
import praetor.cli.agent.SyslogLines;
import praetor.cli.command.CommandException;
import praetor.cli.command.Terminal;
import praetor.snapshot.AgentLog;

/**
 * The log of a snapshot agent that is a process: lines on standard output, {@code 2016/11/16
 * 21:21:13 [INFO] Snapshot agent running}, and in syslog when that is wanted. Safe for any thread.
 */
public final class ConsoleLog implements AgentLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);
  private static final String TAG = "consul-snapshot";

  private final Terminal terminal;
  private final Level level;
  private final InstantSource clock;
  private final Optional<SyslogLines> syslog;

  private ConsoleLog(
      Terminal terminal, Level level, InstantSource clock, Optional<SyslogLines> syslog) {
    this.terminal = terminal;
    this.level = level;
    this.clock = clock;
    this.syslog = syslog;
  }

  /**
   * Begins to log.
   *
   * @param facility of syslog; empty for none
   */
  public static ConsoleLog open(Terminal terminal, String level, Optional<String> facility)
      throws CommandException {
    return new ConsoleLog(
        terminal,
        level(level),
        InstantSource.system(),
        facility.isEmpty() ? Optional.empty() : Optional.of(syslog(facility.get())));
  }

  private static Level level(String name) throws CommandException {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "TRACE" -> Level.TRACE;
      case "DEBUG" -> Level.DEBUG;
      case "INFO" -> Level.INFO;
      case "WARN" -> Level.WARN;
      case "ERR", "ERROR" -> Level.ERROR;
      default ->
          throw new CommandException(
              "Invalid log level: " + name + ". Valid log levels are: [TRACE DEBUG INFO WARN ERR]");
    };
  }

  private static SyslogLines syslog(String facility) throws CommandException {
    if (SyslogFacility.number(facility).isEmpty()) {
      throw new CommandException("invalid syslog facility: " + facility);
    }
    try {
      return SyslogLines.open(facility, TAG, SyslogLines.SOCKET);
    } catch (IOException absent) {
      throw new CommandException("Syslog setup failed: " + absent.getMessage());
    }
  }

  @Override
  public synchronized void line(Level of, String text) {
    if (of.compareTo(level) < 0) {
      return;
    }
    var now = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    var line = "[" + word(of) + "] " + text;
    terminal.out().print(TIME.format(now) + " " + line + "\n");
    terminal.flush();
    if (syslog.isPresent()) {
      send(syslog.get(), of, line);
    }
  }

  private void send(SyslogLines to, Level of, String line) {
    try {
      to.send(severity(of), line);
    } catch (IOException gone) {
      terminal.err().print("syslog takes no lines: " + gone.getMessage() + "\n");
      terminal.flush();
    }
  }

  private static String word(Level level) {
    return level == Level.ERROR ? "ERR" : level.name();
  }

  private static int severity(Level level) {
    return switch (level) {
      case ERROR -> 3;
      case WARN -> 4;
      case INFO -> 5;
      case DEBUG -> 6;
      case TRACE -> 7;
    };
  }
}

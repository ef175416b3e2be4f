package praetor.cli.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import praetor.cli.agent.RotatingFile;
import praetor.cli.agent.SyslogLines;
import praetor.template.config.Settings.LogFileSettings;
import praetor.template.config.Settings.LogLevel;
import praetor.template.config.Settings.LogSettings;
import praetor.template.lang.GoText;
import praetor.template.run.Log;
import praetor.template.run.RunException;

/**
 * Where a runner's log lines go: standard error, and a file and syslog when they are wanted. Safe
 * for any thread.
 */
final class LogSinks implements BiConsumer<LogLevel, String>, AutoCloseable {
  private final Consumer<String> standardError;
  private final Optional<RotatingFile> file;
  private final Optional<SyslogLines> syslog;
  private boolean isSyslogGone;

  private LogSinks(
      Consumer<String> standardError, Optional<RotatingFile> file, Optional<SyslogLines> syslog) {
    this.standardError = standardError;
    this.file = file;
    this.syslog = syslog;
  }

  /**
   * Opens what is wanted.
   *
   * @param folder where relative paths begin
   * @param syslogSocket where the machine's syslog listens
   */
  static LogSinks open(
      LogSettings settings, Path folder, Path syslogSocket, Consumer<String> standardError)
      throws RunException {
    var file = Optional.<RotatingFile>empty();
    try {
      if (settings.file().isPresent()) {
        file = Optional.of(open(settings.file().get(), folder));
      }
    } catch (IOException unwritable) {
      throw new RunException("error setting up log file: " + unwritable.getMessage());
    }
    try {
      var syslog = Optional.<SyslogLines>empty();
      if (settings.syslog().isPresent()) {
        var wanted = settings.syslog().get();
        syslog = Optional.of(SyslogLines.open(wanted.facility(), wanted.name(), syslogSocket));
      }
      return new LogSinks(standardError, file, syslog);
    } catch (IOException absent) {
      throw new RunException("error setting up syslog logger: " + absent.getMessage());
    }
  }

  private static RotatingFile open(LogFileSettings settings, Path folder) throws IOException {
    var rotation =
        new RotatingFile.Rotation(
            settings.rotateBytes(), settings.rotateEvery(), settings.maxFiles());
    return new RotatingFile(
        folder.resolve(settings.path()).toString(), rotation, InstantSource.system());
  }

  @Override
  public synchronized void accept(LogLevel level, String text) {
    var line = Log.timed(InstantSource.system(), level, text);
    standardError.accept(line);
    if (file.isPresent()) {
      try {
        file.get().write(GoText.bytes(line));
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
    syslog.ifPresent(to -> send(to, level, text));
  }

  private void send(SyslogLines to, LogLevel level, String text) {
    try {
      to.send(severity(level), "[" + level + "] " + text + "\n");
      isSyslogGone = false;
    } catch (IOException gone) {
      if (!isSyslogGone) {
        var why = "(cli) syslog takes no lines: " + gone.getMessage();
        standardError.accept(Log.timed(InstantSource.system(), LogLevel.WARN, why));
      }
      isSyslogGone = true;
    }
  }

  /** As the agent's: a level counts one less than its name in syslog. */
  private static int severity(LogLevel level) {
    return switch (level) {
      case ERR -> 3;
      case WARN -> 4;
      case INFO -> 5;
      case DEBUG -> 6;
      case TRACE -> 7;
    };
  }

  @Override
  public synchronized void close() {
    syslog.ifPresent(SyslogLines::close);
    if (file.isPresent()) {
      try {
        file.get().close();
      } catch (IOException unwritable) {
        throw new UncheckedIOException(unwritable);
      }
    }
  }
}

package praetor.cli.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;
import praetor.agent.config.LogConfig;
import praetor.model.GoDuration;

/** Sets the log up in code: a file that logback would parse costs a tenth of a second. */
final class LogSetup {

  private static final Map<String, Level> LEVELS =
      Map.of(
          "trace", Level.TRACE,
          "debug", Level.DEBUG,
          "info", Level.INFO,
          "warn", Level.WARN,
          "error", Level.ERROR);

  /** Libraries that talk at INFO about themselves. */
  private static final String[] QUIET = {"com.alipay", "com.github.dockerjava", "io.netty"};

  private static final Path SYSLOG = Path.of("/dev/log");

  /** Pause between tries to reach syslog. Source: Consul 1.21.4 gives up after a minute. */
  private static final Duration SYSLOG_PAUSE = Duration.ofSeconds(1);

  static final Duration SYSLOG_WAIT = Duration.ofMinutes(1);

  private LogSetup() {}

  /** The level of that name, letters in any case; {@code err} and {@code warning} are old names. */
  static Optional<Level> level(String name) {
    var known =
        switch (name) {
          case "err" -> "error";
          case "warning" -> "warn";
          default -> name;
        };
    return Optional.ofNullable(LEVELS.get(known));
  }

  /** Texts of the levels that the configuration may name. Source: Consul 1.21.4. */
  static final String LEVEL_NAMES = "[TRACE DEBUG INFO WARN ERR ERROR]";

  /**
   * Begins to log as configured.
   *
   * @param goOn whether to wait any longer for a syslog that is not there yet
   * @throws IOException one sentence: what cannot be logged to and why
   */
  static void start(LogConfig config, BooleanSupplier goOn)
      throws IOException, InterruptedException {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var encoder = new LogEncoder(config.json());
    encoder.setContext(context);
    encoder.start();
    var out = new OutputStreamAppender<ILoggingEvent>();
    out.setContext(context);
    out.setEncoder(encoder);
    out.setOutputStream(new FileOutputStream(FileDescriptor.out));
    out.start();
    root.addAppender(out);
    if (config.file().isPresent()) {
      root.addAppender(file(context, encoder, config.file().get(), config));
    }
    if (config.syslog()) {
      var syslog = syslog(config.syslogFacility(), encoder, goOn);
      syslog.setContext(context);
      syslog.start();
      root.addAppender(syslog);
    }
    setLevel(config.level());
  }

  /** Changes the level of all loggers. */
  static void setLevel(String name) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var level = level(name).orElse(Level.INFO);
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(level);
    for (var library : QUIET) {
      context.getLogger(library).setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
    }
  }

  /** Writes what is left; the process may end afterwards. */
  static void stop() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  private static OutputStreamAppender<ILoggingEvent> file(
      LoggerContext context, LogEncoder encoder, String path, LogConfig config) throws IOException {
    var rotation =
        new RotatingFile.Rotation(
            config.rotateBytes(), config.rotateDuration(), config.rotateMaxFiles());
    var appender = new OutputStreamAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(new RotatingFile(path, rotation, InstantSource.system()));
    appender.start();
    return appender;
  }

  /** A machine that is starting may bring up its syslog after us. */
  private static Syslog syslog(String facility, LogEncoder encoder, BooleanSupplier goOn)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SYSLOG_WAIT.toNanos();
    while (true) {
      try {
        return Syslog.open(facility, encoder, SYSLOG);
      } catch (IOException absent) {
        if (SyslogFacility.number(facility).isEmpty()) {
          throw absent;
        }
        if (!goOn.getAsBoolean() || System.nanoTime() > deadline) {
          throw new IOException(
              "Syslog setup did not succeed within timeout ("
                  + GoDuration.format(SYSLOG_WAIT)
                  + ").",
              absent);
        }
      }
      Thread.sleep(SYSLOG_PAUSE);
    }
  }
}

package praetor.cli.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import praetor.agent.config.LogConfig;

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

  private static final String FILE_NAME = "consul.log";

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

  /** Begins to log as configured. */
  static void start(LogConfig config) {
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
    config.file().ifPresent(file -> addFile(context, root, encoder, file));
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

  private static void addFile(LoggerContext context, Logger root, LogEncoder encoder, String file) {
    var path = Path.of(file);
    var appender = new FileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setFile(
        (file.endsWith("/") || Files.isDirectory(path) ? path.resolve(FILE_NAME) : path)
            .toString());
    appender.start();
    root.addAppender(appender);
  }
}

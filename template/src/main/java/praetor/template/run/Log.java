package praetor.template.run;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import praetor.template.config.Settings.LogLevel;
import praetor.template.watch.WatchLog;

/**
 * Log lines: {@code 2026-11-21T08:51:00.592Z [INFO] (runner) text}. Safe for any thread.
 *
 * <p>Source: consul-template 0.42.1.
 */
public final class Log implements WatchLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final LogLevel least;
  private final BiConsumer<LogLevel, String> sink;

  /** Hands over finished lines. */
  public Log(LogLevel least, InstantSource clock, Consumer<String> lines) {
    this(least, (level, text) -> lines.accept(timed(clock, level, text)));
  }

  /** Hands over what is said, for a log with lines of its own. */
  public Log(LogLevel least, BiConsumer<LogLevel, String> sink) {
    this.least = least;
    this.sink = sink;
  }

  /** A whole line, with its line end. */
  public static String timed(InstantSource clock, LogLevel level, String text) {
    return TIME.format(clock.instant()) + " [" + level + "] " + text + "\n";
  }

  @Override
  public void debug(String line) {
    write(LogLevel.DEBUG, line);
  }

  public void info(String line) {
    write(LogLevel.INFO, line);
  }

  @Override
  public void warn(String line) {
    write(LogLevel.WARN, line);
  }

  @Override
  public void error(String line) {
    write(LogLevel.ERR, line);
  }

  private void write(LogLevel level, String line) {
    if (level.compareTo(least) >= 0) {
      sink.accept(level, line);
    }
  }
}

package praetor.template.run;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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
  private final InstantSource clock;
  private final Sink lines;

  /** Takes lines, each with its line end. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a line.
     *
     * @param time in front of it, with the blank behind; not every sink wants it
     */
    void line(LogLevel level, String time, String line);
  }

  public Log(LogLevel least, InstantSource clock, Sink lines) {
    this.least = least;
    this.clock = clock;
    this.lines = lines;
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
      lines.line(level, TIME.format(clock.instant()) + " ", "[" + level + "] " + line + "\n");
    }
  }
}

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
  private final Sink sink;

  /** Takes what is said. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a line.
     *
     * @param time as it stands in front of a line; not every sink wants it
     * @param text without a level and a line end
     */
    void line(LogLevel level, String time, String text);
  }

  /** A line without its time. */
  public static String shown(LogLevel level, String text) {
    return "[" + level + "] " + text + "\n";
  }

  public Log(LogLevel least, InstantSource clock, Sink sink) {
    this.clock = clock;
    this.least = least;
    this.sink = sink;
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
      sink.line(level, TIME.format(clock.instant()), line);
    }
  }
}

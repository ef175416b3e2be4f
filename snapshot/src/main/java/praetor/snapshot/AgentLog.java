package praetor.snapshot;

/** Where the snapshot agent tells what it does: a console, syslog, or the log of the daemon. */
public interface AgentLog {
  /** How much a line matters. */
  enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  void line(Level level, String text);

  default void debug(String text) {
    line(Level.DEBUG, text);
  }

  default void info(String text) {
    line(Level.INFO, text);
  }

  default void warn(String text) {
    line(Level.WARN, text);
  }

  default void error(String text) {
    line(Level.ERROR, text);
  }
}

package praetor.template.watch;

/** Where watchers report. */
public interface WatchLog {
  void debug(String line);

  void warn(String line);

  void error(String line);
}

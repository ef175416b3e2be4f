package praetor.registrator;

/** Takes what the registrator tells its users, a line at a time. Safe for any thread. */
public interface RegistratorLog {
  /** Something was done. */
  void say(String line);

  /** Something did not work. */
  void warn(String line);
}

package praetor.dns.net;

/** Hears of each question that was answered. Called by any thread; must be quick. */
public interface DnsMeter {
  /** Hears nothing. */
  DnsMeter NONE = (_, _, _) -> {};

  /**
   * A question has its answer.
   *
   * @param type number of the type asked for
   * @param reverse whether the question was for the name of an address
   * @param startNanos when it arrived, by {@code System.nanoTime()}
   */
  void answered(int type, boolean reverse, long startNanos);
}

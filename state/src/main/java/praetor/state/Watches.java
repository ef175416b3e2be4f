package praetor.state;

/** Who waits for which topics. Safe for any thread. */
public interface Watches {
  /**
   * Waits for a change of any topic in the set, once.
   *
   * <p>Looks first whether one has changed since the view that the set was filled from: then {@code
   * fire} runs before this method returns. Otherwise it runs on the thread that publishes the
   * change, which it must not hold up nor throw at: wake another thread and return. It runs at most
   * once.
   */
  Registration register(WatchSet watch, Runnable fire);

  /** How many registrations wait. */
  int size();

  /** A waiting reader. */
  interface Registration {
    /** Stops waiting. A change that is being published may still fire. */
    void cancel();
  }
}

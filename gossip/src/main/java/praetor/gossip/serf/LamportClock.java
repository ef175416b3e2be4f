package praetor.gossip.serf;

/** A logical clock: it only tells what can have been known when. */
final class LamportClock {
  private long time;

  LamportClock(long time) {
    this.time = time;
  }

  long time() {
    return time;
  }

  /** The next time, which is then the current one. */
  long increment() {
    return ++time;
  }

  /** Learns of a time that somebody else saw. */
  void witness(long seen) {
    // Unsigned, and never so far that the next time would be before this one.
    if (Long.compareUnsigned(seen, time) >= 0 && seen != -1) {
      time = seen + 1;
    }
  }
}

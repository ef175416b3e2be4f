package praetor.raft.jraft;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import praetor.raft.RaftMeter;

/** The meter of one engine, which comes when the engine runs already. Safe for any thread. */
final class Meters {

  private static final long FORGOTTEN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Long> answeredNanos = new ConcurrentHashMap<>();
  private volatile RaftMeter meter = RaftMeter.NONE;

  void use(RaftMeter other) {
    meter = other;
  }

  RaftMeter meter() {
    return meter;
  }

  /** A follower answered an append that was sent at that time. */
  void answered(String peer, int entries, long startNanos) {
    long now = System.nanoTime();
    meter.replicated(peer, entries, now - startNanos);
    var before = answeredNanos.put(peer, now);
    // One that was away, or followed another leader meanwhile, begins anew.
    if (before != null && now - before < FORGOTTEN_NANOS) {
      meter.contact(now - before);
    }
  }
}

package praetor.model;

import java.time.Instant;

/** Where time comes from: the system outside, a fake in tests. Safe for any thread. */
public interface Clock {
  /** A monotonic time in nanoseconds, for measuring intervals only. */
  long nanoTime();

  /** The wall clock, for what people read. */
  Instant now();
}

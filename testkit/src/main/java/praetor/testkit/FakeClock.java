package praetor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import praetor.model.Clock;

/**
 * A clock that stands still until a test moves it: monotonic time and wall clock go together.
 *
 * <p>Safe for any thread.
 */
public final class FakeClock implements Clock {
  /**
   * Where a new clock stands: any fixed day will do, as long as failures read the same each time.
   */
  public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final AtomicLong elapsedNanos = new AtomicLong();

  @Override
  public long nanoTime() {
    return elapsedNanos.get();
  }

  @Override
  public Instant now() {
    return START.plusNanos(elapsedNanos.get());
  }

  /** Moves the clock forward. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    elapsedNanos.addAndGet(by.toNanos());
  }
}

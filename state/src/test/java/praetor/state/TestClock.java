package praetor.state;

import java.time.Duration;
import java.time.Instant;
import praetor.model.Clock;

/** A clock that stands still until it is told to go on. */
final class TestClock implements Clock {
  private long nanos = Long.MAX_VALUE - 5;

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(0, nanos);
  }
}

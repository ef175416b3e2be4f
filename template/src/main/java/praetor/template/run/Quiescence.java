package praetor.template.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import praetor.template.config.Wait;

/**
 * When a template is rendered after changes: a quiet time after the last one, but not later than a
 * longest time after the first one. Owned by the runner.
 */
final class Quiescence {
  private final Wait wait;
  private Optional<Instant> last = Optional.empty();
  private Optional<Instant> due = Optional.empty();

  Quiescence(Wait wait) {
    this.wait = wait;
  }

  /** Something changed. */
  void changed(Instant now) {
    if (last.isEmpty()) {
      last = Optional.of(now.plus(wait.max()));
    }
    var quiet = now.plus(wait.min());
    due = Optional.of(quiet.isAfter(last.get()) ? last.get() : quiet);
  }

  /** Whether it is time. */
  boolean isDue(Instant now) {
    return !wait.enabled() || due.map(at -> !now.isBefore(at)).orElse(false);
  }

  /** How long until it is time; empty when nothing changed. */
  Optional<Duration> remaining(Instant now) {
    return wait.enabled() ? due.map(at -> Duration.between(now, at)) : Optional.empty();
  }

  /** It was rendered. */
  void done() {
    last = Optional.empty();
    due = Optional.empty();
  }
}

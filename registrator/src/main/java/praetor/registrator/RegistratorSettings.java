package praetor.registrator;

import java.time.Duration;
import java.util.Optional;
import praetor.registrator.rules.ServiceOptions;

/**
 * How the registrator works.
 *
 * @param cleanup whether services whose containers failed go at a comparison, too
 * @param onSuccess whether a container that fails keeps its services
 * @param compareEvery time between two comparisons of everything
 * @param isTold whether the log tells of each of these
 * @param refreshEvery time between two times that entries are kept alive; empty for never
 */
public record RegistratorSettings(
    ServiceOptions services,
    boolean cleanup,
    boolean onSuccess,
    Duration compareEvery,
    boolean isTold,
    Optional<Duration> refreshEvery) {
  /** Often enough to mend what was changed by hand, and cheap: nothing is written without need. */
  public static final Duration COMPARE_EVERY = Duration.ofSeconds(30);

  /** What a registrator does that is told nothing. */
  public static RegistratorSettings of(ServiceOptions services) {
    return new RegistratorSettings(services, false, false, COMPARE_EVERY, false, Optional.empty());
  }
}

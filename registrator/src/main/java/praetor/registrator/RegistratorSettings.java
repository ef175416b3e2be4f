package praetor.registrator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.registrator.rules.ServiceOptions;

/**
 * How the registrator works.
 *
 * @param labels what a container has to have, all of it: {@code KEY} or {@code KEY=VALUE}
 * @param cleanup whether services whose containers failed go at a comparison, too
 * @param onSuccess whether a container that fails keeps its services
 * @param compareEvery time between two comparisons of everything
 * @param isTold whether the log tells of each of these
 * @param refreshEvery time between two times that entries are kept alive; empty for never
 */
public record RegistratorSettings(
    ServiceOptions services,
    List<String> labels,
    boolean cleanup,
    boolean onSuccess,
    Duration compareEvery,
    boolean isTold,
    Optional<Duration> refreshEvery) {
  /** Often enough to mend what was changed by hand, and cheap: nothing is written without need. */
  public static final Duration COMPARE_EVERY = Duration.ofSeconds(30);

  /**
   * Settings that can be worked with.
   *
   * @throws IllegalArgumentException if a label has no name
   */
  public RegistratorSettings {
    labels = List.copyOf(labels);
    for (var label : labels) {
      if (label.isEmpty() || label.startsWith("=")) {
        throw new IllegalArgumentException("label \"" + label + "\" must be KEY or KEY=VALUE");
      }
    }
  }

  /** What a registrator does that is told nothing. */
  public static RegistratorSettings of(ServiceOptions services) {
    return new RegistratorSettings(
        services, List.of(), false, false, COMPARE_EVERY, false, Optional.empty());
  }
}

package praetor.registrator.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What has to be written so that a registry says what it should. */
public final class Reconcile {
  private Reconcile() {}

  /** One write. */
  public sealed interface Change {
    /** Id of the service. */
    String id();

    record Add(ServiceEntry service) implements Change {
      @Override
      public String id() {
        return service.id();
      }
    }

    /** Tells how a container stands by its own check; its service is there. */
    record Tell(ServiceEntry service) implements Change {
      @Override
      public String id() {
        return service.id();
      }
    }

    record Remove(String id) implements Change {}
  }

  /**
   * Compares.
   *
   * @param desired by id
   * @param actual by id
   * @param shape what the registry has after a service was written
   * @param isOwn whether an entry that nobody wants may be removed
   * @return removals first
   */
  public static List<Change> changes(
      Map<String, ServiceEntry> desired,
      Map<String, Registered> actual,
      Function<ServiceEntry, Registered> shape,
      Predicate<Registered> isOwn) {
    var changes = new ArrayList<Change>();
    for (var registered : actual.values()) {
      if (!desired.containsKey(registered.id()) && isOwn.test(registered)) {
        changes.add(new Change.Remove(registered.id()));
      }
    }
    for (var service : desired.values()) {
      change(service, shape.apply(service), Optional.ofNullable(actual.get(service.id())))
          .ifPresent(changes::add);
    }
    return changes;
  }

  private static Optional<Change> change(
      ServiceEntry service, Registered wanted, Optional<Registered> actual) {
    if (actual.isEmpty() || !wanted.isSameService(actual.get())) {
      return Optional.of(new Change.Add(service));
    }
    return wanted.health().equals(actual.get().health())
        ? Optional.empty()
        : Optional.of(new Change.Tell(service));
  }
}

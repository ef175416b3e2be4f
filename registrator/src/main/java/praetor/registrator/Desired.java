package praetor.registrator;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.registrator.rules.ContainerView;
import praetor.registrator.rules.ServiceEntry;
import praetor.registrator.rules.ServiceRules;

/**
 * The services that all containers together should be registered as. What is left out is told once
 * for each container. Owned by the registrator's loop.
 */
final class Desired {
  private static final Comparator<ContainerView> BY_START =
      Comparator.comparing((ContainerView c) -> c.state().startedAt())
          .thenComparing(ContainerView::id);

  private final ServiceRules rules;
  private final RegistratorLog log;
  private Map<String, Made> made = new HashMap<>();
  private Set<String> contested = new HashSet<>();

  /** What the rules made of a container. */
  private record Made(
      ContainerView container, Optional<ContainerView> shared, ServiceRules.Result result) {
    boolean isOf(ContainerView other, Optional<ContainerView> otherShared) {
      return container.equals(other) && shared.equals(otherShared);
    }
  }

  Desired(ServiceRules rules, RegistratorLog log) {
    this.rules = rules;
    this.log = log;
  }

  /**
   * The services of these containers by id. Of two containers that ask for the same id the one that
   * started later gets it.
   */
  Map<String, ServiceEntry> update(Map<String, ContainerView> containers) {
    var services = new LinkedHashMap<String, ServiceEntry>();
    var now = new HashMap<String, Made>();
    var twice = new HashSet<String>();
    for (var container : containers.values().stream().sorted(BY_START).toList()) {
      var shared = container.sharesNetworkOf().map(containers::get);
      var one = made(container, shared);
      now.put(container.id(), one);
      for (var service : one.result().services()) {
        if (services.put(service.id(), service) != null) {
          twice.add(service.id());
        }
      }
    }
    twice.stream().filter(id -> !contested.contains(id)).forEach(this::tellContested);
    contested = twice;
    made = now;
    return services;
  }

  private Made made(ContainerView container, Optional<ContainerView> shared) {
    var before = Optional.ofNullable(made.get(container.id()));
    if (before.filter(b -> b.isOf(container, shared)).isPresent()) {
      return before.get();
    }
    var result = rules.services(container, shared);
    var told = before.map(b -> b.result().notes()).orElse(List.of());
    result.notes().stream().filter(note -> !told.contains(note)).forEach(log::say);
    return new Made(container, shared, result);
  }

  private void tellContested(String id) {
    log.warn("id " + id + " is asked for by several containers: the last one started has it");
  }
}

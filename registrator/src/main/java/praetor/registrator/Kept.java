package praetor.registrator;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.docker.EngineEvent;
import praetor.registrator.rules.ContainerView;

/**
 * Containers that keep their services although they do not run, where that is wanted: those that
 * ended with an exit code above 0 and that nobody stopped. A container that is seen not to run
 * before its end is told of keeps them until then, or for one comparison. Owned by the
 * registrator's loop.
 */
final class Kept {
  private static final String SUCCESS = "0";

  private final Set<String> stopped = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Map<String, ContainerView> failed = new LinkedHashMap<>();
  private final Map<String, ContainerView> untold = new LinkedHashMap<>();

  /**
   * Takes note of an event.
   *
   * @param known the containers as they ran
   */
  void see(EngineEvent event, Map<String, ContainerView> known) {
    var id = event.container();
    switch (event.action()) {
      case "start" -> {
        stopped.remove(id);
        ended.remove(id);
        failed.remove(id);
        untold.remove(id);
      }
      case "kill" -> stopped.add(id);
      case "die" -> {
        var view = Optional.ofNullable(untold.remove(id)).or(() -> ranAs(id, known));
        var exitCode = event.attributes().getOrDefault("exitCode", SUCCESS);
        if (!exitCode.equals(SUCCESS) && !stopped.remove(id)) {
          view.ifPresent(v -> failed.put(id, v));
        }
      }
      case "destroy" -> {
        stopped.remove(id);
        untold.remove(id);
      }
      default -> {
        // Nothing else says how a container ended.
      }
    }
  }

  private Optional<ContainerView> ranAs(String id, Map<String, ContainerView> known) {
    var view = Optional.ofNullable(known.get(id));
    view.ifPresent(_ -> ended.add(id));
    return view;
  }

  /** Takes note of containers that were known and are seen not to run. */
  void gone(Collection<ContainerView> containers) {
    for (var container : containers) {
      if (!ended.remove(container.id())) {
        untold.put(container.id(), container);
      }
    }
  }

  /** Gives up those whose end nobody told. */
  void giveUpUntold() {
    untold.clear();
  }

  Map<String, ContainerView> containers() {
    var all = new LinkedHashMap<>(failed);
    all.putAll(untold);
    return all;
  }

  void clear() {
    failed.clear();
    untold.clear();
  }
}

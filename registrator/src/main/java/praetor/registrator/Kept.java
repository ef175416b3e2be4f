package praetor.registrator;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import praetor.docker.EngineEvent;
import praetor.registrator.rules.ContainerView;

/**
 * Containers that have failed and keep their services, where that is wanted: those that ended with
 * an exit code above 0 and that nobody stopped. Owned by the registrator's loop.
 */
final class Kept {
  private static final String SUCCESS = "0";

  private final Set<String> stopped = new HashSet<>();
  private final Map<String, ContainerView> failed = new LinkedHashMap<>();

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
        failed.remove(id);
      }
      case "kill" -> stopped.add(id);
      case "die" -> {
        var exitCode = event.attributes().getOrDefault("exitCode", SUCCESS);
        if (!exitCode.equals(SUCCESS) && !stopped.remove(id) && known.containsKey(id)) {
          failed.put(id, known.get(id));
        }
      }
      case "destroy" -> stopped.remove(id);
      default -> {
        // Nothing else says how a container ended.
      }
    }
  }

  Map<String, ContainerView> containers() {
    return failed;
  }

  void clear() {
    failed.clear();
  }
}

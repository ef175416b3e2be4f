package praetor.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.docker.ContainerSummary;

/**
 * What there is of a lab.
 *
 * @param networks names of its networks; one, unless somebody else made more with its label
 * @param containers running or not
 */
record Present(List<String> networks, List<ContainerSummary> containers) {
  Present {
    networks = List.copyOf(networks);
    containers = List.copyOf(containers);
  }

  Optional<ContainerSummary> container(String name) {
    return containers.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** How many containers each service has, those that ended too. */
  Map<String, Integer> scale() {
    var scale = new HashMap<String, Integer>();
    for (var container : containers) {
      var service = container.labels().get(Labels.SERVICE);
      if (service != null) {
        scale.merge(service, 1, Integer::sum);
      }
    }
    return scale;
  }

  /** The ports that it was made with; empty without a server. */
  Optional<LabPorts> ports() {
    return containers.stream()
        .flatMap(c -> Optional.ofNullable(c.labels().get(Labels.PORTS)).stream())
        .map(text -> text.split(" ", -1))
        .map(
            p ->
                new LabPorts(
                    Integer.parseInt(p[0]), Integer.parseInt(p[1]), Integer.parseInt(p[2])))
        .findFirst();
  }
}

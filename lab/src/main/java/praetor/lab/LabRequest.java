package praetor.lab;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks of a lab. What is not said stays as it is, and in a new lab as is usual.
 *
 * @param balancerPort a port of the user's machine, as are the other two
 * @param scale instances of services
 * @param patience how long to wait until all answer
 */
public record LabRequest(
    Optional<Integer> balancerPort,
    Optional<Integer> httpPort,
    Optional<Integer> dnsPort,
    Map<String, Integer> scale,
    Duration patience) {

  public LabRequest {
    scale = Map.copyOf(scale);
  }

  /** The plan of a lab of which some may be there. */
  LabPlan plan(LabName name, Present present, String engineSocket) {
    var before = present.ports().orElse(LabPorts.USUAL);
    var ports =
        new LabPorts(
            balancerPort.orElse(before.balancer()),
            httpPort.orElse(before.http()),
            dnsPort.orElse(before.dns()));
    var instances = new HashMap<>(present.scale());
    instances.putAll(scale);
    return new LabPlan(name, ports, instances, engineSocket);
  }
}

package praetor.registrator.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A service as it should be registered.
 *
 * @param container beginning of the id of the container, for the log
 * @param tags in the order of the registration
 * @param address empty for that of the agent's node
 * @param health what the container's own HEALTHCHECK says, if it has one
 */
public record ServiceEntry(
    String id,
    String container,
    String name,
    List<String> tags,
    Map<String, String> meta,
    String address,
    int port,
    boolean tagOverride,
    Optional<ServiceCheck> check,
    Optional<Health> health) {
  public ServiceEntry {
    tags = List.copyOf(tags);
    meta = new TreeMap<>(meta);
  }

  ServiceEntry withId(String other) {
    return new ServiceEntry(
        other, container, name, tags, meta, address, port, tagOverride, check, health);
  }
}

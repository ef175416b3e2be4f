package praetor.registrator.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service as a registry has it. What a registry does not keep is empty.
 *
 * @param tags sorted: their order means nothing to those who ask
 * @param checkType kind of the check that it was registered with; all else of that follows from the
 *     metadata
 * @param health what the check says that stands for a HEALTHCHECK, if there is one
 */
public record Registered(
    String id,
    String name,
    List<String> tags,
    Map<String, String> meta,
    String address,
    int port,
    boolean tagOverride,
    Optional<String> checkType,
    Optional<Health> health) {
  public Registered {
    tags = tags.stream().sorted().toList();
    meta = Map.copyOf(meta);
  }

  /** A service of a registry that keeps all there is to know. */
  public static Registered whole(ServiceEntry service) {
    return new Registered(
        service.id(),
        service.name(),
        service.tags(),
        service.meta(),
        service.address(),
        service.port(),
        service.tagOverride(),
        service.check().map(ServiceCheck::type),
        service.health());
  }

  /** A service of a registry that keeps a name and where it is. */
  public static Registered place(String id, String name, String address, int port) {
    return new Registered(
        id, name, List.of(), Map.of(), address, port, false, Optional.empty(), Optional.empty());
  }

  /** Whether both say the same of the service itself; tags that may be overridden do not count. */
  boolean isSameService(Registered other) {
    return name.equals(other.name)
        && port == other.port
        && address.equals(other.address)
        && meta.equals(other.meta)
        && tagOverride == other.tagOverride
        && (tagOverride || tags.equals(other.tags))
        && checkType.equals(other.checkType);
  }
}

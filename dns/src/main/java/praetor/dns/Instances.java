package praetor.dns;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind a service or query name.
 *
 * @param service name of the service found; it selects the TTL
 * @param datacenter where the instances are, in the letters that targets shall have
 * @param list the instances, not copied: an immutable list with fast access by index
 * @param ttl set by a prepared query for itself; wins over the options
 */
public record Instances(
    String service,
    String datacenter,
    List<? extends ServiceInstance> list,
    Optional<Duration> ttl) {}

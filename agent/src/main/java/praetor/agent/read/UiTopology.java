package praetor.agent.read;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import praetor.model.CheckServiceNode;
import praetor.model.Upstream;

/**
 * Who calls a service and whom it calls, as far as the registrations of proxies say it. Source: GET
 * /v1/internal/ui/service-topology/:service.
 */
public record UiTopology(String service)
    implements MappedQuery<List<CheckServiceNode>, UiTopology.Neighbours> {
  /**
   * The neighbours of a service, by name.
   *
   * @param transparent whether one of its proxies takes all traffic
   */
  public record Neighbours(
      boolean transparent, List<ServiceSummary> upstreams, List<ServiceSummary> downstreams) {}

  /** The names of a service's neighbours: whom it calls, and who calls it. */
  record Names(Set<String> above, Set<String> below) {
    static Names around(String service, List<CheckServiceNode> rows) {
      Set<String> above = new HashSet<>();
      Set<String> below = new HashSet<>();
      for (var row : rows) {
        if (ServiceSummary.isProxy(row)) {
          var called = row.service().proxy().upstreams().stream().map(Upstream::destinationName);
          var caller = row.service().proxy().destinationServiceName();
          if (caller.equals(service)) {
            called.forEach(above::add);
          } else if (called.anyMatch(service::equals)) {
            below.add(caller);
          }
        }
      }
      return new Names(above, below);
    }
  }

  @Override
  public Query<List<CheckServiceNode>> source() {
    return new ServiceDump(Optional.empty(), RowFilter.none(CheckServiceNode.SHAPE));
  }

  @Override
  public Neighbours map(List<CheckServiceNode> rows) {
    var names = Names.around(service, rows);
    var all = ServiceSummary.of(rows);
    boolean transparent = all.stream().anyMatch(s -> s.name().equals(service) && s.transparent());
    return new Neighbours(
        transparent,
        all.stream().filter(s -> names.above().contains(s.name())).toList(),
        all.stream().filter(s -> names.below().contains(s.name())).toList());
  }
}

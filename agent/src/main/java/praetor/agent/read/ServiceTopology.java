package praetor.agent.read;

import java.util.List;
import java.util.Set;
import praetor.model.CheckServiceNode;

/**
 * The instances of those whom a service calls and who call it, with their proxies. Source: the RPC
 * method Internal.ServiceTopology.
 */
public record ServiceTopology(String service)
    implements MappedQuery<List<CheckServiceNode>, ServiceTopology.Neighbours> {
  /**
   * The neighbours of a service.
   *
   * @param transparent whether one of the service's own proxies takes all traffic
   */
  public record Neighbours(
      boolean transparent,
      Set<String> above,
      List<CheckServiceNode> upstreams,
      Set<String> below,
      List<CheckServiceNode> downstreams) {}

  @Override
  public Query<List<CheckServiceNode>> source() {
    return new UiTopology(service).source();
  }

  @Override
  public Neighbours map(List<CheckServiceNode> rows) {
    var names = UiTopology.Names.around(service, rows);
    return new Neighbours(
        new UiTopology(service).map(rows).transparent(),
        names.above(),
        instances(names.above(), rows),
        names.below(),
        instances(names.below(), rows));
  }

  private static List<CheckServiceNode> instances(Set<String> names, List<CheckServiceNode> rows) {
    return rows.stream().filter(row -> names.contains(owner(row))).toList();
  }

  /** The service that an instance serves: its own, or that of which it is a proxy. */
  private static String owner(CheckServiceNode row) {
    return ServiceSummary.isProxy(row)
        ? row.service().proxy().destinationServiceName()
        : row.service().service();
  }
}

package praetor.state;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much the catalog holds: /v1/operator/usage.
 *
 * @param services different names, without regard to case
 * @param connectInstances instances by what they are to the mesh: kinds of proxies and gateways,
 *     and {@code connect-native}; every such kind is there, with 0 when there is none
 * @param billableInstances instances of the ordinary kind, without the servers themselves
 */
public record Usage(
    int nodes,
    int services,
    int instances,
    Map<String, Integer> connectInstances,
    int billableInstances) {
  private static final String NATIVE = "connect-native";
  private static final String SERVERS = "consul";
  private static final List<String> CONNECT_KINDS =
      List.of(
          "api-gateway",
          NATIVE,
          ServiceTable.CONNECT_PROXY,
          "ingress-gateway",
          "mesh-gateway",
          "terminating-gateway");

  /**
   * Counts, with the index of the last change of a service instance: nodes are counted and do not
   * move it. Source: Consul 1.21.4, whose count of services is too small after a node with several
   * services was removed; ours is not.
   */
  static Read<Usage> of(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.SERVICES);
    Map<String, Integer> connect = new TreeMap<>();
    CONNECT_KINDS.forEach(kind -> connect.put(kind, 0));
    int services = 0;
    int instances = 0;
    int billable = 0;
    var name = "";
    var cursor = view.rows(ServiceTable.TABLE, ServiceTable.byName()).all();
    while (cursor.next()) {
      var service = cursor.row().service();
      instances++;
      var folded = service.service().toLowerCase(Locale.ROOT);
      services += folded.equals(name) ? 0 : 1;
      name = folded;
      billable += service.kind().isEmpty() && !service.service().equals(SERVERS) ? 1 : 0;
      connect.computeIfPresent(service.kind(), (_, count) -> count + 1);
      if (service.connect().isNative()) {
        connect.merge(NATIVE, 1, Integer::sum);
      }
    }
    int nodes = view.rows(NodeTable.TABLE).size();
    var usage = new Usage(nodes, services, instances, connect, billable);
    return new Read<>(IndexTable.max(view, IndexTable.SERVICES), usage);
  }

  public Usage {
    connectInstances = java.util.Collections.unmodifiableMap(new TreeMap<>(connectInstances));
  }
}

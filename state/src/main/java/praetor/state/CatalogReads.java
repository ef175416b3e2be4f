package praetor.state;

import static praetor.state.IndexTable.CHECKS;
import static praetor.state.IndexTable.NODES;
import static praetor.state.IndexTable.SERVICES;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.model.CheckServiceNode;
import praetor.model.Node;
import praetor.model.NodeService;
import praetor.model.ServiceNode;
import praetor.state.ServiceTable.Instance;

/** Reads that join nodes, services and checks. */
final class CatalogReads {
  private CatalogReads() {}

  static Read<Map<String, List<String>>> services(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.SERVICES);
    return new Read<>(IndexTable.max(view, SERVICES), ServiceCache.tags(view));
  }

  static Read<Map<String, List<String>>> services(
      StateView view, Map<String, String> nodeMeta, WatchSet watch) {
    watch.add(view, Topic.Kind.SERVICES);
    watch.add(view, Topic.Kind.NODES);
    List<Instance> instances = new ArrayList<>();
    for (var node : NodeTable.all(view)) {
      if (hasMeta(node, nodeMeta)) {
        instances.addAll(ServiceTable.ofNode(view, node.node()));
      }
    }
    return new Read<>(IndexTable.max(view, NODES, SERVICES), ServiceCache.tags(instances));
  }

  private static boolean hasMeta(Node node, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(pair -> pair.getValue().equals(node.meta().get(pair.getKey())));
  }

  static Read<List<ServiceNode>> serviceNodes(StateView view, String name, WatchSet watch) {
    watch.add(view, Topic.Kind.SERVICE, name);
    var rows = ServiceCache.nodes(view, name);
    return new Read<>(ServiceTable.index(view, name, !rows.isEmpty(), NODES, SERVICES), rows);
  }

  static Read<List<ServiceNode>> connectServiceNodes(StateView view, String name, WatchSet watch) {
    watch.add(view, Topic.Kind.CONNECT, name);
    var rows = ServiceCache.connectNodes(view, name);
    return new Read<>(ServiceTable.index(view, name, !rows.isEmpty(), NODES, SERVICES), rows);
  }

  static Read<List<CheckServiceNode>> checkServiceNodes(
      StateView view, String name, WatchSet watch) {
    watch.add(view, Topic.Kind.SERVICE_HEALTH, name);
    var rows = ServiceCache.health(view, name);
    return new Read<>(healthIndex(view, name, !rows.isEmpty()), rows);
  }

  static Read<List<CheckServiceNode>> checkConnectServiceNodes(
      StateView view, String name, WatchSet watch) {
    watch.add(view, Topic.Kind.CONNECT_HEALTH, name);
    var rows = ServiceCache.connectHealth(view, name);
    if (rows.isEmpty()) {
      return new Read<>(healthIndex(view, name, false), rows);
    }
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> names.add(row.service().service()));
    long index = 0;
    for (String proxy : names) {
      index = Math.max(index, healthIndex(view, proxy, true));
    }
    return new Read<>(index, rows);
  }

  private static long healthIndex(Tables tables, String name, boolean exists) {
    return ServiceTable.index(tables, name, exists, NODES, SERVICES, CHECKS);
  }

  static Read<Optional<NodeServices>> nodeServices(
      StateView view, String nameOrId, WatchSet watch) {
    var node = NodeTable.byNameOrId(view, nameOrId);
    watch.add(view, Topic.Kind.NODE, node.map(Node::node).orElse(nameOrId));
    return new Read<>(
        NodeTable.index(view, node),
        node.map(found -> new NodeServices(found, servicesOf(view, found))));
  }

  private static List<NodeService> servicesOf(Tables tables, Node node) {
    return ServiceTable.ofNode(tables, node.node()).stream().map(Instance::service).toList();
  }

  static Read<List<NodeInfo>> nodeDump(StateView view, WatchSet watch) {
    watchCatalog(view, watch);
    return new Read<>(
        catalogIndex(view), NodeTable.all(view).stream().map(node -> info(view, node)).toList());
  }

  static Read<Optional<NodeInfo>> nodeInfo(StateView view, String name, WatchSet watch) {
    watch.add(view, Topic.Kind.NODE, name);
    watch.add(view, Topic.Kind.NODE_CHECKS, name);
    return new Read<>(catalogIndex(view), NodeTable.find(view, name).map(node -> info(view, node)));
  }

  private static NodeInfo info(Tables tables, Node node) {
    return new NodeInfo(node, servicesOf(tables, node), CheckTable.onNode(tables, node.node()));
  }

  static Read<List<CheckServiceNode>> serviceDump(StateView view, WatchSet watch) {
    watchCatalog(view, watch);
    List<CheckServiceNode> rows = new ArrayList<>();
    var cursor = view.rows(ServiceTable.TABLE, ServiceTable.byName()).all();
    var previous = "";
    while (cursor.next()) {
      var name = Keys.lower(cursor.row().service().service());
      if (!name.equals(previous)) {
        rows.addAll(ServiceCache.health(view, name));
        previous = name;
      }
    }
    return new Read<>(catalogIndex(view), rows);
  }

  private static void watchCatalog(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.NODES);
    watch.add(view, Topic.Kind.SERVICES);
    watch.add(view, Topic.Kind.CHECKS);
  }

  private static long catalogIndex(Tables tables) {
    return IndexTable.max(tables, NODES, SERVICES, CHECKS);
  }
}

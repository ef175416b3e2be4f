package praetor.state;

import static praetor.state.Topic.Kind.NODE;
import static praetor.state.Topic.Kind.SERVICES;

import java.util.List;
import java.util.Optional;
import praetor.model.NodeService;
import praetor.model.Weights;

/**
 * The service instances of the catalog.
 *
 * <p>Each change of an instance moves its service's index record, those of its node and its kind,
 * and the tables'. When the last instance of a name goes, the record goes too and {@code
 * service_last_extinction} speaks for it. Source: index records in snapshots of Consul 1.21.4 after
 * each kind of write. We differ in one thing: a change of an instance's name counts as a removal
 * for the old name, which Consul leaves as it was.
 */
final class ServiceTable {
  /** Kind of the proxies that stand before a service in the mesh. */
  static final String CONNECT_PROXY = "connect-proxy";

  /** An instance on its node. */
  record Instance(String node, NodeService service) {
    /** The service that the mesh reaches through this instance, or empty. */
    String connectName() {
      if (service.kind().equals(CONNECT_PROXY)) {
        return service.proxy().destinationServiceName();
      }
      return service.connect().isNative() ? service.service() : "";
    }
  }

  private static final Table.Index<Instance> BY_NAME =
      new Table.Index<>("service", row -> List.of(Keys.of(row.service().service())));

  private static final Table.Index<Instance> BY_CONNECT =
      new Table.Index<>(
          "connect",
          row -> row.connectName().isEmpty() ? List.of() : List.of(Keys.of(row.connectName())));

  static final Table<Instance> TABLE =
      Table.<Instance>named(IndexTable.SERVICES)
          .key(row -> Keys.join(row.node(), row.service().id()))
          .modifyIndex(row -> row.service().modifyIndex())
          .index(BY_NAME)
          .index(BY_CONNECT)
          .snapshot(SnapshotPart.within(NodeTable.TABLE));

  private ServiceTable() {}

  /**
   * Registers an instance.
   *
   * @return why not
   */
  static Optional<String> put(WriteTxn txn, String nodeName, NodeService service) {
    var invalid = ServiceMeta.problem(service.meta());
    if (invalid.isPresent()) {
      return invalid.map(
          problem ->
              "Invalid Service Meta for node "
                  + nodeName
                  + " and serviceID "
                  + service.id()
                  + ": "
                  + problem);
    }
    var node = NodeTable.find(txn, nodeName);
    if (node.isEmpty()) {
      return Optional.of("Missing node registration");
    }
    var before = find(txn, nodeName, service.id());
    var complete = VirtualIpTable.addressed(txn, withWeights(service));
    if (before.isEmpty() || !same(before.get().service(), complete)) {
      long createIndex = before.map(b -> b.service().createIndex()).orElse(txn.index());
      var after = new Instance(node.get().node(), withIndexes(complete, createIndex, txn.index()));
      write(txn, nodeName, before, after);
    }
    return Optional.empty();
  }

  private static void write(
      WriteTxn txn, String nodeName, Optional<Instance> before, Instance after) {
    KindNames.beforePut(txn, before, after);
    txn.put(TABLE, after);
    before
        .filter(b -> !b.service().service().equalsIgnoreCase(after.service().service()))
        .ifPresent(b -> left(txn, b));
    before
        .filter(b -> !b.service().kind().equals(after.service().kind()))
        .ifPresent(b -> IndexTable.bump(txn, IndexTable.kind(b.service().kind())));
    NodeTable.touch(txn, nodeName);
    IndexTable.bump(txn, IndexTable.SERVICES);
    touch(txn, after);
    before.ifPresent(b -> changed(txn, b));
    changed(txn, after);
  }

  /** Takes an instance out, after its checks have gone. */
  static void remove(WriteTxn txn, Instance instance) {
    txn.delete(TABLE, TABLE.keyOf(instance));
    NodeTable.touch(txn, instance.node());
    IndexTable.bump(txn, IndexTable.SERVICES);
    IndexTable.bump(txn, IndexTable.kind(instance.service().kind()));
    left(txn, instance);
    KindNames.afterRemove(txn, instance);
    VirtualIpTable.freeUnused(txn, instance);
    changed(txn, instance);
  }

  /** An instance no longer has its name. */
  private static void left(WriteTxn txn, Instance instance) {
    var name = instance.service().service();
    if (hasInstances(txn, name)) {
      IndexTable.bump(txn, IndexTable.service(name));
    } else {
      IndexTable.forget(txn, IndexTable.service(name));
      IndexTable.bump(txn, IndexTable.SERVICE_EXTINCTION);
    }
  }

  /** Moves the indexes of an instance's service and kind. */
  static void touch(WriteTxn txn, Instance instance) {
    IndexTable.bump(txn, IndexTable.service(instance.service().service()));
    IndexTable.bump(txn, IndexTable.kind(instance.service().kind()));
  }

  private static void changed(WriteTxn txn, Instance instance) {
    txn.changes().topic(SERVICES);
    txn.changes().topic(NODE, instance.node());
    ServiceCache.instanceChanged(txn, instance);
  }

  /** The instances of a node show the node: they change with it. */
  static void nodeChanged(WriteTxn txn, String node) {
    for (var instance : ofNode(txn, node)) {
      touch(txn, instance);
      ServiceCache.instanceChanged(txn, instance);
    }
  }

  /** A check of the whole node concerns all its instances. */
  static void nodeHealthChanged(WriteTxn txn, String node) {
    for (var instance : ofNode(txn, node)) {
      healthChanged(txn, instance);
    }
  }

  static void healthChanged(WriteTxn txn, Instance instance) {
    touch(txn, instance);
    ServiceCache.healthChanged(txn, instance);
  }

  /** Puts a row as a snapshot has it. */
  static void restore(WriteTxn txn, Instance instance) {
    var service = withWeights(instance.service());
    txn.put(TABLE, new Instance(instance.node(), service));
    ServiceCache.instanceChanged(txn, instance);
  }

  /** Whether nothing changes that Consul counts: not the locality. */
  static boolean same(NodeService a, NodeService b) {
    return a.equals(
        new NodeService(
            b.kind(),
            b.id(),
            b.service(),
            b.tags(),
            b.address(),
            b.taggedAddresses(),
            b.meta(),
            b.port(),
            b.socketPath(),
            b.weights(),
            b.enableTagOverride(),
            a.locality(),
            b.proxy(),
            b.connect(),
            b.locallyRegisteredAsSidecar(),
            a.peerName(),
            a.createIndex(),
            a.modifyIndex()));
  }

  private static NodeService withIndexes(NodeService s, long createIndex, long modifyIndex) {
    return new NodeService(
        s.kind(),
        s.id(),
        s.service(),
        s.tags(),
        s.address(),
        s.taggedAddresses(),
        s.meta(),
        s.port(),
        s.socketPath(),
        s.weights(),
        s.enableTagOverride(),
        s.locality(),
        s.proxy(),
        s.connect(),
        s.locallyRegisteredAsSidecar(),
        s.peerName(),
        createIndex,
        modifyIndex);
  }

  /** Without weights, or with weights that cannot be, an instance has 1 and 1. */
  private static NodeService withWeights(NodeService s) {
    return s.weights().filter(Weights::isValid).isPresent() ? s : s.withWeights(Weights.DEFAULT);
  }

  static Optional<Instance> find(Tables tables, String node, String id) {
    return tables.get(TABLE, Keys.join(node, id));
  }

  /** The instances on a node, by id. */
  static List<Instance> ofNode(Tables tables, String node) {
    return tables.rows(TABLE).listBelow(Keys.of(node));
  }

  /** The instances of a name, by node and id. */
  static List<Instance> named(Tables tables, String name) {
    return underKey(tables, Keys.of(name));
  }

  /** The same, by the key of a name. */
  static List<Instance> underKey(Tables tables, byte[] name) {
    return tables.rows(TABLE, BY_NAME).listBelow(name);
  }

  /** The instances through which the mesh reaches a name, by node and id. */
  static List<Instance> connect(Tables tables, String name) {
    return tables.rows(TABLE, BY_CONNECT).listBelow(Keys.of(name));
  }

  /** The index by name, for reads over all services. */
  static Table.Index<Instance> byName() {
    return BY_NAME;
  }

  static boolean hasInstances(Tables tables, String name) {
    return tables.rows(TABLE, BY_NAME).hasBelow(Keys.of(name));
  }

  static boolean hasConnect(Tables tables, String name) {
    return tables.rows(TABLE, BY_CONNECT).hasBelow(Keys.of(name));
  }

  /**
   * The index of a service: its own while instances exist, the last extinction of any service when
   * they do not, else whatever in the catalog moved last.
   */
  static long index(Tables tables, String name, boolean exists, String... catalog) {
    if (!exists) {
      var extinction = IndexTable.find(tables, IndexTable.SERVICE_EXTINCTION);
      if (extinction.isPresent()) {
        return extinction.get().value();
      }
    }
    return IndexTable.find(tables, IndexTable.service(name))
        .map(IndexTable.Entry::value)
        .orElseGet(() -> IndexTable.max(tables, catalog));
  }
}

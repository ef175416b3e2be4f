package praetor.state;

import static praetor.state.Topic.Kind.CHECKS;
import static praetor.state.Topic.Kind.NODE_CHECKS;
import static praetor.state.Topic.Kind.SERVICE_CHECKS;

import java.util.List;
import java.util.Optional;
import praetor.model.HealthCheck;

/**
 * The checks of nodes and services.
 *
 * <p>Any change of a check moves the index of the services that it counts for: its own, or all
 * services on its node. Removing a check of a node moves the index of all services as well. Source:
 * index records in snapshots of Consul 1.21.4.
 */
final class CheckTable {
  private static final Table.Index<HealthCheck> BY_INSTANCE =
      new Table.Index<>("node_service", row -> List.of(Keys.join(row.node(), row.serviceId())));

  private static final Table.Index<HealthCheck> BY_SERVICE =
      new Table.Index<>(
          "service",
          row -> row.serviceName().isEmpty() ? List.of() : List.of(Keys.of(row.serviceName())));

  private static final Table.Index<HealthCheck> BY_STATUS =
      new Table.Index<>("status", row -> List.of(Keys.of(row.status())));

  static final Table<HealthCheck> TABLE =
      Table.<HealthCheck>named(IndexTable.CHECKS)
          .key(row -> Keys.join(row.node(), row.checkId()))
          .modifyIndex(HealthCheck::modifyIndex)
          .index(BY_INSTANCE)
          .index(BY_SERVICE)
          .index(BY_STATUS)
          .snapshot(SnapshotPart.within(NodeTable.TABLE));

  /** The state that stands for all. */
  private static final String ANY = "any";

  private CheckTable() {}

  /**
   * Registers a check; its service gives it name and tags.
   *
   * @return why not
   */
  static Optional<String> put(WriteTxn txn, HealthCheck check) {
    var node = NodeTable.find(txn, check.node());
    if (node.isEmpty()) {
      return Optional.of("Missing node registration");
    }
    Optional<ServiceTable.Instance> instance = Optional.empty();
    if (!check.serviceId().isEmpty()) {
      instance = ServiceTable.find(txn, check.node(), check.serviceId());
      if (instance.isEmpty()) {
        return Optional.of("Missing service registration");
      }
    }
    var before = find(txn, check.node(), check.checkId());
    var complete = completed(check, node.get().node(), instance);
    if (before.isEmpty() || !same(before.get(), complete)) {
      write(txn, before, complete);
    }
    return Optional.empty();
  }

  private static void write(WriteTxn txn, Optional<HealthCheck> before, HealthCheck check) {
    long createIndex = before.map(HealthCheck::createIndex).orElse(txn.index());
    var after = withIndexes(check, createIndex, txn.index());
    txn.put(TABLE, after);
    IndexTable.bump(txn, IndexTable.CHECKS);
    before
        .filter(b -> !b.serviceId().equals(after.serviceId()))
        .ifPresent(b -> healthChanged(txn, b));
    healthChanged(txn, after);
    before.ifPresent(b -> changed(txn, b));
    changed(txn, after);
    if (after.status().equals(HealthCheck.CRITICAL)) {
      SessionTable.checkFailed(txn, after.node(), after.checkId());
    }
  }

  /** Takes a check out and ends the sessions that depend on it. */
  static void remove(WriteTxn txn, HealthCheck check) {
    txn.delete(TABLE, TABLE.keyOf(check));
    IndexTable.bump(txn, IndexTable.CHECKS);
    if (check.serviceId().isEmpty()) {
      IndexTable.bump(txn, IndexTable.SERVICES);
    }
    healthChanged(txn, check);
    changed(txn, check);
    SessionTable.checkFailed(txn, check.node(), check.checkId());
  }

  private static void healthChanged(WriteTxn txn, HealthCheck check) {
    if (check.serviceId().isEmpty()) {
      ServiceTable.nodeHealthChanged(txn, check.node());
    } else {
      ServiceTable.find(txn, check.node(), check.serviceId())
          .ifPresent(instance -> ServiceTable.healthChanged(txn, instance));
    }
  }

  private static void changed(WriteTxn txn, HealthCheck check) {
    txn.changes().topic(CHECKS);
    txn.changes().topic(NODE_CHECKS, check.node());
    if (!check.serviceName().isEmpty()) {
      txn.changes().topic(SERVICE_CHECKS, check.serviceName());
    }
  }

  /** Puts a row as a snapshot has it. */
  static void restore(WriteTxn txn, HealthCheck check) {
    txn.put(TABLE, check);
  }

  private static HealthCheck completed(
      HealthCheck check, String node, Optional<ServiceTable.Instance> instance) {
    return new HealthCheck(
        node,
        check.checkId(),
        check.name(),
        check.status().isEmpty() ? HealthCheck.CRITICAL : check.status(),
        check.notes(),
        check.output(),
        check.serviceId(),
        instance.map(i -> i.service().service()).orElse(check.serviceName()),
        instance.map(i -> i.service().tags()).orElse(check.serviceTags()),
        check.type(),
        check.interval(),
        check.timeout(),
        check.exposedPort(),
        check.definition(),
        check.peerName(),
        check.createIndex(),
        check.modifyIndex());
  }

  private static HealthCheck withIndexes(HealthCheck c, long createIndex, long modifyIndex) {
    return new HealthCheck(
        c.node(),
        c.checkId(),
        c.name(),
        c.status(),
        c.notes(),
        c.output(),
        c.serviceId(),
        c.serviceName(),
        c.serviceTags(),
        c.type(),
        c.interval(),
        c.timeout(),
        c.exposedPort(),
        c.definition(),
        c.peerName(),
        createIndex,
        modifyIndex);
  }

  /** Whether nothing changes that Consul counts: not type, interval, timeout nor exposed port. */
  static boolean same(HealthCheck a, HealthCheck b) {
    return a.node().equalsIgnoreCase(b.node())
        && a.checkId().equals(b.checkId())
        && a.name().equals(b.name())
        && a.status().equals(b.status())
        && a.notes().equals(b.notes())
        && a.output().equals(b.output())
        && a.serviceId().equals(b.serviceId())
        && a.serviceName().equals(b.serviceName())
        && a.serviceTags().equals(b.serviceTags())
        && a.definition().equals(b.definition());
  }

  static Optional<HealthCheck> find(Tables tables, String node, String id) {
    return tables.get(TABLE, Keys.join(node, id));
  }

  /** All checks of a node and its services, by id. */
  static List<HealthCheck> onNode(Tables tables, String node) {
    return tables.rows(TABLE).listBelow(Keys.of(node));
  }

  /** The checks of one instance, or with an empty id those of the node itself. */
  static List<HealthCheck> ofInstance(Tables tables, String node, String serviceId) {
    return tables.rows(TABLE, BY_INSTANCE).listBelow(Keys.join(node, serviceId));
  }

  static Read<List<HealthCheck>> inState(StateView view, String state, WatchSet watch) {
    watch.add(view, CHECKS);
    var checks =
        state.equals(ANY)
            ? view.rows(TABLE).listBelow(new byte[0])
            : view.rows(TABLE, BY_STATUS).listBelow(Keys.of(state));
    return new Read<>(index(view), checks);
  }

  static Read<List<HealthCheck>> onNode(StateView view, String node, WatchSet watch) {
    watch.add(view, NODE_CHECKS, node);
    return new Read<>(index(view), onNode((Tables) view, node));
  }

  static Read<List<HealthCheck>> ofService(StateView view, String service, WatchSet watch) {
    watch.add(view, SERVICE_CHECKS, service);
    return new Read<>(index(view), view.rows(TABLE, BY_SERVICE).listBelow(Keys.of(service)));
  }

  private static long index(Tables tables) {
    return IndexTable.max(tables, IndexTable.CHECKS);
  }
}

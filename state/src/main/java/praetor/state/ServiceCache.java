package praetor.state;

import static praetor.state.Topic.Kind.CONNECT;
import static praetor.state.Topic.Kind.CONNECT_HEALTH;
import static praetor.state.Topic.Kind.SERVICE;
import static praetor.state.Topic.Kind.SERVICE_HEALTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.ServiceNode;
import praetor.state.ServiceTable.Instance;

/**
 * The joined rows of each service, made when they are first read and kept until something in them
 * changes.
 *
 * <p>A row of this table stands for one version of one service's instances: a write that concerns
 * them puts a fresh row in its place, so every view that holds a row has the data it was made from.
 */
final class ServiceCache {
  static final Table<Version> TABLE =
      Table.<Version>named("service-cache").key(Version::key).snapshot(SnapshotPart.derived());

  private ServiceCache() {}

  /** What was made from one version. Safe for any thread: at worst two readers make it twice. */
  static final class Version {
    private final byte[] key;
    private volatile @Nullable List<ServiceNode> nodes;
    private volatile @Nullable List<CheckServiceNode> health;
    private volatile @Nullable Map<String, List<String>> tags;

    Version(byte[] key) {
      this.key = key;
    }

    byte[] key() {
      return key;
    }
  }

  /** An instance, or the node under it, shows something else than before, or is gone. */
  static void instanceChanged(WriteTxn txn, Instance instance) {
    var name = instance.service().service();
    renew(txn, SERVICE, name, ServiceTable.hasInstances(txn, name));
    var connect = instance.connectName();
    if (!connect.isEmpty()) {
      renew(txn, CONNECT, connect, ServiceTable.hasConnect(txn, connect));
    }
    healthChanged(txn, instance);
  }

  /** A check that counts for an instance shows something else than before. */
  static void healthChanged(WriteTxn txn, Instance instance) {
    var name = instance.service().service();
    renew(txn, SERVICE_HEALTH, name, ServiceTable.hasInstances(txn, name));
    var connect = instance.connectName();
    if (!connect.isEmpty()) {
      renew(txn, CONNECT_HEALTH, connect, ServiceTable.hasConnect(txn, connect));
    }
  }

  private static void renew(WriteTxn txn, Topic.Kind kind, String name, boolean exists) {
    var key = key(kind, name);
    if (exists) {
      txn.put(TABLE, new Version(key));
    } else {
      txn.delete(TABLE, key);
    }
    txn.changes().topic(kind, name);
  }

  private static byte[] key(Topic.Kind kind, String name) {
    return Keys.join(kind.name(), name);
  }

  private static @Nullable Version version(Tables tables, Topic.Kind kind, String name) {
    return tables.rows(TABLE).getOrNull(key(kind, name));
  }

  static List<ServiceNode> nodes(Tables tables, String name) {
    var version = version(tables, SERVICE, name);
    return version == null ? List.of() : nodes(version, tables, name, false);
  }

  static List<ServiceNode> connectNodes(Tables tables, String name) {
    var version = version(tables, CONNECT, name);
    return version == null ? List.of() : nodes(version, tables, name, true);
  }

  private static List<ServiceNode> nodes(
      Version version, Tables tables, String name, boolean connect) {
    var known = version.nodes;
    if (known == null) {
      known = joinedNodes(tables, instances(tables, name, connect));
      version.nodes = known;
    }
    return known;
  }

  static List<CheckServiceNode> health(Tables tables, String name) {
    var version = version(tables, SERVICE_HEALTH, name);
    return version == null ? List.of() : health(version, tables, name, false);
  }

  static List<CheckServiceNode> connectHealth(Tables tables, String name) {
    var version = version(tables, CONNECT_HEALTH, name);
    return version == null ? List.of() : health(version, tables, name, true);
  }

  private static List<CheckServiceNode> health(
      Version version, Tables tables, String name, boolean connect) {
    var known = version.health;
    if (known == null) {
      known = joinedHealth(tables, instances(tables, name, connect));
      version.health = known;
    }
    return known;
  }

  /**
   * The names of all services with the tags of their instances. A service whose instances spell its
   * name differently has each spelling.
   */
  static Map<String, List<String>> tags(Tables tables) {
    Map<String, List<String>> tags = new TreeMap<>();
    var cursor = tables.rows(TABLE).below(Keys.of(SERVICE.name()));
    while (cursor.next()) {
      var version = cursor.row();
      var known = version.tags;
      if (known == null) {
        known = tags(ServiceTable.underKey(tables, name(version)));
        version.tags = known;
      }
      tags.putAll(known);
    }
    return tags;
  }

  /** The part of the key that stands for the service's name. */
  private static byte[] name(Version version) {
    return Arrays.copyOfRange(version.key(), SERVICE.name().length() + 1, version.key().length);
  }

  /** The names that instances have, with all their tags, each once. */
  static Map<String, List<String>> tags(List<Instance> instances) {
    Map<String, List<Instance>> byName = new TreeMap<>();
    for (var instance : instances) {
      byName.computeIfAbsent(instance.service().service(), _ -> new ArrayList<>()).add(instance);
    }
    Map<String, List<String>> tags = new TreeMap<>();
    byName.forEach((name, of) -> tags.put(name, distinctTags(of)));
    return tags;
  }

  private static List<String> distinctTags(List<Instance> instances) {
    Set<String> tags = new LinkedHashSet<>();
    instances.forEach(instance -> tags.addAll(instance.service().tags()));
    return List.copyOf(tags);
  }

  private static List<Instance> instances(Tables tables, String name, boolean connect) {
    return connect ? ServiceTable.connect(tables, name) : ServiceTable.named(tables, name);
  }

  private static List<ServiceNode> joinedNodes(Tables tables, List<Instance> instances) {
    List<ServiceNode> rows = new ArrayList<>(instances.size());
    for (var instance : instances) {
      NodeTable.find(tables, instance.node())
          .ifPresent(node -> rows.add(ServiceNode.of(node, instance.service())));
    }
    return List.copyOf(rows);
  }

  /** Joins instances with their nodes and checks. */
  static List<CheckServiceNode> joinedHealth(Tables tables, List<Instance> instances) {
    List<CheckServiceNode> rows = new ArrayList<>(instances.size());
    for (var instance : instances) {
      joined(tables, instance).ifPresent(rows::add);
    }
    return List.copyOf(rows);
  }

  private static Optional<CheckServiceNode> joined(Tables tables, Instance instance) {
    var name = instance.node();
    return NodeTable.find(tables, name)
        .map(
            node -> {
              List<HealthCheck> checks = new ArrayList<>(CheckTable.ofInstance(tables, name, ""));
              checks.addAll(CheckTable.ofInstance(tables, name, instance.service().id()));
              return new CheckServiceNode(node, instance.service(), List.copyOf(checks));
            });
  }
}

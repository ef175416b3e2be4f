package praetor.state;

import static praetor.state.Topic.Kind.NODE;
import static praetor.state.Topic.Kind.NODES;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import praetor.model.HealthCheck;
import praetor.model.Node;

/**
 * The nodes of the catalog, with the rules of their identity: an ID keeps its node through a change
 * of name, and a name belongs to an ID as long as that node is alive.
 */
final class NodeTable {
  private static final Table.Index<Node> BY_ID =
      new Table.Index<>("id", row -> row.id().isEmpty() ? List.of() : List.of(Keys.of(row.id())));

  static final Table<Node> TABLE =
      Table.<Node>named(IndexTable.NODES)
          .key(row -> Keys.of(row.node()))
          .modifyIndex(Node::modifyIndex)
          .index(BY_ID)
          .snapshot(new CatalogSnapshot());

  /** The check that gossip keeps of every member. */
  private static final String SERF_HEALTH = "serfHealth";

  /** A shorter text is not taken for the beginning of an ID. */
  private static final int ID_PREFIX_MIN = 2;

  private NodeTable() {}

  /**
   * Registers a node.
   *
   * @return why not, when another living node has its name
   */
  static Optional<String> put(WriteTxn txn, Node node) {
    var known = node.id().isEmpty() ? Optional.<Node>empty() : byId(txn, node.id());
    var renamed = known.filter(before -> !before.node().equalsIgnoreCase(node.node()));
    var conflict = conflict(txn, node, renamed);
    if (conflict.isPresent()) {
      return conflict;
    }
    renamed.ifPresent(before -> Catalog.deleteNode(txn, before.node()));
    var before = known.or(() -> find(txn, node.node()));
    if (before.isEmpty() || !same(before.get(), node)) {
      write(txn, before, node);
    }
    return Optional.empty();
  }

  private static void write(WriteTxn txn, Optional<Node> before, Node node) {
    long createIndex = before.map(Node::createIndex).orElse(txn.index());
    txn.put(TABLE, withIndexes(node, createIndex, txn.index()));
    touch(txn, node.node());
    txn.changes().topic(NODES);
    txn.changes().topic(NODE, node.node());
    ServiceTable.nodeChanged(txn, node.node());
  }

  /** Moves the indexes that speak of a node and its services. */
  static void touch(WriteTxn txn, String name) {
    IndexTable.bump(txn, IndexTable.NODES);
    IndexTable.bump(txn, IndexTable.node(name));
  }

  /** Source: texts of Consul 1.21.4. */
  private static Optional<String> conflict(WriteTxn txn, Node node, Optional<Node> renamed) {
    var holder = find(txn, node.node());
    if (node.id().isEmpty()
        || holder.isEmpty()
        || holder.get().id().isEmpty()
        || holder.get().id().equalsIgnoreCase(node.id())
        || !isAlive(txn, holder.get().node())) {
      return Optional.empty();
    }
    var address = renamed.isPresent() ? " (" + node.address() + ")" : "";
    return Optional.of(
        "Error while renaming Node ID: \""
            + node.id()
            + '"'
            + address
            + ": Node name "
            + node.node()
            + " is reserved by node "
            + holder.get().id()
            + " with name "
            + holder.get().node()
            + " ("
            + holder.get().address()
            + ")");
  }

  private static boolean isAlive(Tables tables, String node) {
    return CheckTable.find(tables, node, SERF_HEALTH)
        .filter(check -> !check.status().equals(HealthCheck.CRITICAL))
        .isPresent();
  }

  /** Whether nothing changes that Consul counts: not the locality, not the case of the name. */
  static boolean same(Node a, Node b) {
    return a.id().equals(b.id())
        && a.node().equalsIgnoreCase(b.node())
        && a.address().equals(b.address())
        && a.datacenter().equals(b.datacenter())
        && a.partition().equals(b.partition())
        && a.taggedAddresses().equals(b.taggedAddresses())
        && a.meta().equals(b.meta());
  }

  /** Takes the row out, after everything on the node has gone. */
  static void remove(WriteTxn txn, Node node) {
    txn.delete(TABLE, Keys.of(node.node()));
    IndexTable.bump(txn, IndexTable.NODES);
    IndexTable.forget(txn, IndexTable.node(node.node()));
    IndexTable.bump(txn, IndexTable.NODE_EXTINCTION);
    txn.changes().topic(NODES);
    txn.changes().topic(NODE, node.node());
  }

  /** Puts a row as a snapshot has it. */
  static void restore(WriteTxn txn, Node node) {
    txn.put(TABLE, node);
  }

  static Node withIndexes(Node node, long createIndex, long modifyIndex) {
    return new Node(
        node.id(),
        node.node(),
        node.address(),
        node.datacenter(),
        node.partition(),
        node.peerName(),
        node.taggedAddresses(),
        node.meta(),
        node.locality(),
        createIndex,
        modifyIndex);
  }

  static Optional<Node> find(Tables tables, String name) {
    return tables.get(TABLE, Keys.of(name));
  }

  static Optional<Node> byId(Tables tables, String id) {
    return tables.rows(TABLE, BY_ID).firstBelow(Keys.of(id));
  }

  /** By name, or else by an ID or the beginning of one when it fits a single node. */
  static Optional<Node> byNameOrId(Tables tables, String nameOrId) {
    return find(tables, nameOrId).or(() -> byIdPrefix(tables, nameOrId));
  }

  private static Optional<Node> byIdPrefix(Tables tables, String prefix) {
    if (prefix.length() < ID_PREFIX_MIN) {
      return Optional.empty();
    }
    var key = Keys.of(prefix);
    var cursor = tables.rows(TABLE, BY_ID).below(Arrays.copyOf(key, key.length - 1));
    if (!cursor.next()) {
      return Optional.empty();
    }
    var node = cursor.row();
    return cursor.next() ? Optional.empty() : Optional.of(node);
  }

  static List<Node> all(Tables tables) {
    return tables.rows(TABLE).listBelow(new byte[0]);
  }

  static Read<List<Node>> all(StateView view, WatchSet watch) {
    watch.add(view, NODES);
    return new Read<>(IndexTable.max(view, IndexTable.NODES), all((Tables) view));
  }

  /** The index of a node: its own while it is there. */
  static long index(Tables tables, Optional<Node> node) {
    return node.map(found -> IndexTable.max(tables, IndexTable.node(found.node())))
        .orElseGet(() -> IndexTable.max(tables, IndexTable.NODE_EXTINCTION));
  }
}

package praetor.state;

import static praetor.state.Topic.Kind.COORDINATES;
import static praetor.state.Topic.Kind.NODE_COORDINATE;

import java.util.List;
import praetor.model.NodeCoordinate;

/** The coordinates of the nodes, one for each network segment. */
final class CoordinateTable {
  static final Table<NodeCoordinate> TABLE =
      Table.<NodeCoordinate>named(IndexTable.COORDINATES)
          .key(row -> Keys.join(row.node(), row.segment()))
          .snapshot(new CoordinateSnapshot());

  private CoordinateTable() {}

  /** Takes over a batch; coordinates of nodes that are not in the catalog are passed over. */
  static Outcome update(WriteTxn txn, List<NodeCoordinate> updates) {
    for (var update : updates) {
      if (NodeTable.find(txn, update.node()).isPresent()) {
        txn.put(TABLE, update);
        changed(txn, update);
      }
    }
    return new Outcome.Done();
  }

  static void nodeGone(WriteTxn txn, String node) {
    for (var row : txn.rows(TABLE).listBelow(Keys.of(node))) {
      txn.delete(TABLE, TABLE.keyOf(row));
      changed(txn, row);
    }
  }

  private static void changed(WriteTxn txn, NodeCoordinate row) {
    IndexTable.bump(txn, IndexTable.COORDINATES);
    txn.changes().topic(COORDINATES);
    txn.changes().topic(NODE_COORDINATE, row.node());
  }

  static Read<List<NodeCoordinate>> all(StateView view, WatchSet watch) {
    watch.add(view, COORDINATES);
    return new Read<>(index(view), view.rows(TABLE).listBelow(new byte[0]));
  }

  static Read<List<NodeCoordinate>> ofNode(StateView view, String node, WatchSet watch) {
    watch.add(view, NODE_COORDINATE, node);
    return new Read<>(index(view), view.rows(TABLE).listBelow(Keys.of(node)));
  }

  private static long index(Tables tables) {
    return IndexTable.max(tables, IndexTable.COORDINATES);
  }
}

package praetor.state;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.Node;
import praetor.model.codec.Codec;
import praetor.model.codec.PackReader;

/**
 * Index records in snapshots. Consul 1.21 writes those of the catalog with {@code peer.~:} before
 * the name, for data of this datacenter, and some a second time without, for all data; earlier
 * versions know no prefix. Both are read; which one is written depends on who is to read it.
 */
final class IndexSnapshot implements SnapshotPart.Custom<IndexTable.Entry> {
  private static final String PEER = "peer.";
  private static final String LOCAL = "peer.~:";

  /** The records that 1.21 writes with the prefix alone. */
  private static final List<String> LOCAL_ONLY =
      List.of("node.", "service.", IndexTable.NODE_EXTINCTION, IndexTable.SERVICE_EXTINCTION);

  /** Those that it writes in both forms. */
  private static final List<String> IN_BOTH_FORMS =
      List.of(IndexTable.NODES, IndexTable.SERVICES, IndexTable.CHECKS);

  private static final String SERVICE_KIND = "service_kind.";

  @Override
  public int type() {
    return 16;
  }

  @Override
  public Codec<?> codec() {
    return IndexTable.Entry.SHAPE;
  }

  @Override
  public void write(Tables tables, SnapshotWriter out) throws IOException {
    Map<Bytes, IndexTable.Entry> records = new TreeMap<>();
    boolean prefixes = out.target().prefixesIndexes();
    var cursor = tables.rows(IndexTable.TABLE).all();
    while (cursor.next()) {
      var entry = cursor.row();
      boolean local = LOCAL_ONLY.stream().anyMatch(entry.key()::startsWith);
      boolean both = IN_BOTH_FORMS.contains(entry.key()) || entry.key().startsWith(SERVICE_KIND);
      if (!local || !prefixes) {
        records.put(Bytes.utf8(entry.key()), entry);
      }
      if (prefixes && (local || both)) {
        var key = LOCAL + entry.key();
        records.put(Bytes.utf8(key), new IndexTable.Entry(key, entry.value()));
      }
    }
    for (var entry : records.values()) {
      out.record(type(), IndexTable.Entry.SHAPE, entry);
    }
  }

  @Override
  public void read(PackReader in, SnapshotReader.Load load) throws DecodeException {
    var entry = IndexTable.Entry.SHAPE.readPack(in);
    var key = entry.key();
    if (key.startsWith(LOCAL)) {
      load.indexes().put(key.substring(LOCAL.length()), entry.value());
    } else if (key.startsWith(PEER)) {
      load.keep();
    } else {
      load.indexes().putIfAbsent(key, entry.value());
    }
  }

  /**
   * Sets the indexes at the end: those that were in the snapshot, and for the rest the highest one
   * among the rows that they speak of.
   */
  static void finish(SnapshotReader.Load load) {
    var txn = load.txn();
    Map<String, Long> found = new TreeMap<>();
    raise(found, IndexTable.KVS, txn.rows(KvTable.TABLE).maxIndex());
    raise(found, IndexTable.TOMBSTONES, txn.rows(TombstoneTable.TABLE).maxIndex());
    raise(found, IndexTable.SESSIONS, txn.rows(SessionTable.TABLE).maxIndex());
    raise(found, IndexTable.PREPARED_QUERIES, txn.rows(PreparedQueryTable.TABLE).maxIndex());
    raise(found, IndexTable.CONFIG_ENTRIES, txn.rows(ConfigEntryTable.TABLE).maxIndex());
    raise(found, IndexTable.NODES, txn.rows(NodeTable.TABLE).maxIndex());
    raise(found, IndexTable.SERVICES, txn.rows(ServiceTable.TABLE).maxIndex());
    raise(found, IndexTable.CHECKS, txn.rows(CheckTable.TABLE).maxIndex());
    raise(found, IndexTable.VIRTUAL_IPS, txn.rows(VirtualIpTable.TABLE).maxIndex());
    raise(found, IndexTable.CA_ROOTS, txn.rows(CaRootTable.TABLE).maxIndex());
    boolean coordinates = !txn.rows(CoordinateTable.TABLE).isEmpty();
    raise(found, IndexTable.COORDINATES, coordinates ? load.lastIndex() : 0);
    NodeTable.all(txn).forEach(node -> raiseForNode(txn, node, found));
    found.putAll(load.indexes());
    found.forEach((key, value) -> txn.put(IndexTable.TABLE, new IndexTable.Entry(key, value)));
  }

  private static void raiseForNode(Tables tables, Node node, Map<String, Long> found) {
    raise(found, IndexTable.node(node.node()), node.modifyIndex());
    for (var instance : ServiceTable.ofNode(tables, node.node())) {
      var service = instance.service();
      raise(found, IndexTable.node(node.node()), service.modifyIndex());
      long newest = Math.max(service.modifyIndex(), node.modifyIndex());
      for (var checks :
          List.of(
              CheckTable.ofInstance(tables, node.node(), ""),
              CheckTable.ofInstance(tables, node.node(), service.id()))) {
        for (var check : checks) {
          newest = Math.max(newest, check.modifyIndex());
        }
      }
      raise(found, IndexTable.service(service.service()), newest);
      raise(found, IndexTable.kind(service.kind()), newest);
    }
  }

  private static void raise(Map<String, Long> found, String key, long index) {
    if (index != 0) {
      found.merge(key, index, Math::max);
    }
  }
}

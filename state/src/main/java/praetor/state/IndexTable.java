package praetor.state;

import static praetor.model.codec.Codecs.STRING;

import java.util.Optional;
import praetor.model.codec.Shape;

/**
 * The raft index at which each table, service, node and kind of service last changed: what {@code
 * X-Consul-Index} shows when no row of its own answers.
 *
 * <p>Names are those of Consul 1.10's index records; 1.21 has {@code peer.~:} before some of them,
 * which only snapshots see.
 */
final class IndexTable {
  static final String NODES = "nodes";
  static final String SERVICES = "services";
  static final String CHECKS = "checks";
  static final String KVS = "kvs";

  /** When all keys were last deleted at once; Consul has no such record. */
  static final String KVS_EMPTIED = "kvs-emptied";

  static final String TOMBSTONES = "tombstones";
  static final String SESSIONS = "sessions";
  static final String PREPARED_QUERIES = "prepared-queries";
  static final String COORDINATES = "coordinates";
  static final String CONFIG_ENTRIES = "config-entries";
  static final String CA_ROOTS = "connect-ca-roots";

  /** When the last serial number of a certificate was drawn. */
  static final String CA_SERIAL = "connect-ca-builtin-serial";

  static final String VIRTUAL_IPS = "service-virtual-ips";

  /** When a service last lost its last instance. */
  static final String SERVICE_EXTINCTION = "service_last_extinction";

  /** When a node was last removed. */
  static final String NODE_EXTINCTION = "node_last_extinction";

  private static final String SERVICE = "service.";
  private static final String SERVICE_KIND = "service_kind.";
  private static final String KIND_NAMES = "kind_service_names.";
  private static final String NODE = "node.";

  /** An index record. */
  record Entry(String key, long value) {
    static final Shape<Entry> SHAPE =
        Shape.<Entry>of("structs.IndexEntry")
            .field("Key", STRING, Entry::key)
            .uint64("Value", Entry::value)
            .build(v -> new Entry(v.next(), v.next()));
  }

  static final Table<Entry> TABLE =
      Table.<Entry>named("index").key(row -> Keys.of(row.key())).snapshot(new IndexSnapshot());

  private IndexTable() {}

  static String service(String name) {
    return SERVICE + name;
  }

  static String node(String name) {
    return NODE + name;
  }

  /** Everything of one kind of service; the ordinary kind is called typical. */
  static String kind(String kind) {
    return SERVICE_KIND + (kind.isEmpty() ? "typical" : kind);
  }

  /** The set of names that services of a kind have. */
  static String kindNames(String kind) {
    return KIND_NAMES + (kind.isEmpty() ? "typical" : kind);
  }

  /** Notes that something changed with the present command. */
  static void bump(WriteTxn txn, String name) {
    txn.put(TABLE, new Entry(name, txn.index()));
  }

  static void forget(WriteTxn txn, String name) {
    txn.delete(TABLE, Keys.of(name));
  }

  /** The highest of all. */
  static long highest(Tables tables) {
    long highest = 0;
    var cursor = tables.rows(TABLE).all();
    while (cursor.next()) {
      long value = cursor.row().value();
      highest = Long.compareUnsigned(value, highest) > 0 ? value : highest;
    }
    return highest;
  }

  static Optional<Entry> find(Tables tables, String name) {
    return tables.get(TABLE, Keys.of(name));
  }

  /** The highest of some records; absent ones count as 0. */
  static long max(Tables tables, String... names) {
    long max = 0;
    for (String name : names) {
      var entry = tables.rows(TABLE).getOrNull(Keys.of(name));
      if (entry != null && Long.compareUnsigned(entry.value(), max) > 0) {
        max = entry.value();
      }
    }
    return max;
  }
}

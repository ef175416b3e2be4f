package praetor.state;

import java.util.Optional;
import praetor.model.connect.CaConfig;

/** How the mesh's certificates are signed: one row. */
final class CaConfigTable {
  private static final byte[] KEY = {};

  static final Table<CaConfig> TABLE =
      Table.<CaConfig>named("connect-ca-config")
          .modifyIndex(CaConfig::modifyIndex)
          .snapshot(SnapshotPart.of(15, CaConfig.SHAPE));

  private CaConfigTable() {}

  /** Writes it if the ModifyIndex in it is the present one. */
  static boolean set(WriteTxn txn, CaConfig config) {
    var before = find(txn);
    if (config.modifyIndex() != before.map(CaConfig::modifyIndex).orElse(0L)) {
      return false;
    }
    long created = before.map(CaConfig::createIndex).orElse(txn.index());
    txn.put(TABLE, config.withIndexes(created, txn.index()));
    txn.changes().topic(Topic.Kind.TABLE, TABLE.name());
    return true;
  }

  /** What Consul wrote without a provider counts as nothing. Source: snapshot facts, record 15. */
  static Optional<CaConfig> find(Tables tables) {
    return tables.get(TABLE, KEY).filter(config -> !config.provider().isEmpty());
  }

  static Read<Optional<CaConfig>> get(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.TABLE, TABLE.name());
    var config = find(view);
    return new Read<>(config.map(CaConfig::modifyIndex).orElse(0L), config);
  }
}

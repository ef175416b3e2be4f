package praetor.state;

import java.util.Optional;
import praetor.state.command.AutopilotSetRequest;

/** The autopilot configuration: one row. */
final class AutopilotTable {
  private static final byte[] KEY = {};

  static final Table<AutopilotConfig> TABLE =
      Table.<AutopilotConfig>named("autopilot-config")
          .modifyIndex(AutopilotConfig::modifyIndex)
          .snapshot(SnapshotPart.of(9, AutopilotConfig.SHAPE));

  private AutopilotTable() {}

  static Outcome set(WriteTxn txn, AutopilotSetRequest request) {
    var before = find(txn);
    long present = before.map(AutopilotConfig::modifyIndex).orElse(0L);
    if (request.cas() && request.config().modifyIndex() != present) {
      return new Outcome.Answered(false);
    }
    long createIndex = before.map(AutopilotConfig::createIndex).orElse(txn.index());
    txn.put(TABLE, request.config().withIndexes(createIndex, txn.index()));
    txn.changes().topic(Topic.Kind.TABLE, TABLE.name());
    return new Outcome.Answered(true);
  }

  static Optional<AutopilotConfig> find(Tables tables) {
    return tables.get(TABLE, KEY);
  }

  static Read<Optional<AutopilotConfig>> get(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.TABLE, TABLE.name());
    var config = find(view);
    return new Read<>(config.map(AutopilotConfig::modifyIndex).orElse(0L), config);
  }
}

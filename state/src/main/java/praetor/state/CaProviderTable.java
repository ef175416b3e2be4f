package praetor.state;

import java.util.Optional;
import praetor.model.connect.CaProviderState;
import praetor.model.connect.CaRoot;

/** The secret of the built-in authority. */
final class CaProviderTable {
  static final Table<CaProviderState> TABLE =
      Table.<CaProviderState>named("connect-ca-builtin")
          .key(row -> Keys.of(row.id()))
          .modifyIndex(CaProviderState::modifyIndex)
          .snapshot(SnapshotPart.of(14, CaProviderState.SHAPE));

  private CaProviderTable() {}

  /** Writes it in the place of what was there. */
  static void set(WriteTxn txn, CaProviderState state) {
    for (var old : txn.rows(TABLE).listBelow(new byte[0])) {
      txn.delete(TABLE, Keys.of(old.id()));
    }
    txn.put(TABLE, state.withIndexes(txn.index(), txn.index()));
  }

  /** The one whose certificate is a root's. */
  static Optional<CaProviderState> of(Tables tables, CaRoot root) {
    return tables.rows(TABLE).listBelow(new byte[0]).stream()
        .filter(state -> state.rootCert().strip().equals(root.rootCert().strip()))
        .findFirst();
  }
}

package praetor.state;

import praetor.model.connect.CaConfig;
import praetor.model.connect.CaRoot;
import praetor.model.connect.CaRoots;
import praetor.state.command.CaRequest;

/** The mesh's authorities by id, and what else commands do to its certificates. */
final class CaRootTable {
  static final Table<CaRoot> TABLE =
      Table.<CaRoot>named(IndexTable.CA_ROOTS)
          .key(row -> Keys.of(row.id()))
          .modifyIndex(CaRoot::modifyIndex)
          .snapshot(SnapshotPart.of(13, CaRoot.SHAPE));

  private CaRootTable() {}

  static Outcome apply(WriteTxn txn, CaRequest request) {
    return switch (request.op()) {
      case CaRequest.INSTALL -> install(txn, request);
      case CaRequest.NEXT_SERIAL -> {
        // An index of the log is given to one command alone.
        IndexTable.bump(txn, IndexTable.CA_SERIAL);
        yield new Outcome.Numbered(txn.index());
      }
      default -> new Outcome.Refused("Invalid CA operation '" + request.op() + "'");
    };
  }

  private static Outcome install(WriteTxn txn, CaRequest request) {
    if (!CaConfigTable.set(txn, request.config())) {
      return new Outcome.Answered(false);
    }
    CaProviderTable.set(txn, request.provider());
    for (var old : txn.rows(TABLE).listBelow(new byte[0])) {
      txn.delete(TABLE, Keys.of(old.id()));
    }
    for (var root : request.roots()) {
      txn.put(TABLE, root.withIndexes(txn.index(), txn.index()));
    }
    IndexTable.bump(txn, IndexTable.CA_ROOTS);
    txn.changes().topic(Topic.Kind.TABLE, TABLE.name());
    return new Outcome.Answered(true);
  }

  /** All roots with the trust domain that the configuration gives. */
  static Read<CaRoots> all(StateView view, WatchSet watch) {
    watch.add(view, Topic.Kind.TABLE, TABLE.name());
    var roots = view.rows(TABLE).listBelow(new byte[0]);
    var active = roots.stream().filter(CaRoot::active).findFirst().map(CaRoot::id).orElse("");
    var domain = CaConfigTable.find(view).map(CaConfig::trustDomain).orElse("");
    return new Read<>(
        IndexTable.max(view, IndexTable.CA_ROOTS), new CaRoots(active, domain, roots));
  }
}

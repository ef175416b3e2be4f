package praetor.state;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.model.RegisterRequest;
import praetor.state.archive.RecordKind;
import praetor.state.command.RestoreScope;

/**
 * Puts parts of a snapshot in the place of the same parts of the state, as one write: what differs
 * gets the index of that write, what is equal stays as it is, and the rest is not touched.
 */
final class PartialRestore {
  private final WriteTxn txn;
  private final StateView from;
  private final String as;

  private PartialRestore(WriteTxn txn, StateView from, String as) {
    this.txn = txn;
    this.from = from;
    this.as = as;
  }

  /**
   * Applies it.
   *
   * @param as when not empty, keys come beside those that are there, with this prefix in the place
   *     of the scope's, and none is deleted
   * @return why nothing was changed, if so
   */
  static Optional<String> apply(
      WriteTxn txn, StateView from, List<RestoreScope> scopes, String as) {
    var before = txn.save();
    var restore = new PartialRestore(txn, from, as);
    for (var scope : scopes) {
      var refusal = restore.apply(scope);
      if (refusal.isPresent()) {
        txn.goBackTo(before);
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<String> apply(RestoreScope scope) {
    return switch (scope) {
      case RestoreScope.Keys(var prefix) -> keys(prefix);
      case RestoreScope.Service(var name) -> service(name);
      case RestoreScope.Kinds(var kinds) -> kinds(kinds);
    };
  }

  // ---- keys

  private Optional<String> keys(Bytes prefix) {
    if (as.isEmpty()) {
      var gone = txn.rows(KvTable.TABLE).listBelow(prefix.array());
      gone.stream()
          .filter(row -> from.rows(KvTable.TABLE).getOrNull(row.key()) == null)
          .forEach(row -> KvTable.delete(txn, Bytes.owned(row.key())));
    }
    var cursor = from.rows(KvTable.TABLE).below(prefix.array());
    while (cursor.next()) {
      KvTable.set(txn, renamed(cursor.row().entry(), prefix));
    }
    return Optional.empty();
  }

  /** Without its lock: the session that held it is not restored. */
  private KvEntry renamed(KvEntry entry, Bytes prefix) {
    var key = as.isEmpty() ? entry.key() : joined(Bytes.utf8(as), entry.key(), prefix.length());
    return new KvEntry(0, key, entry.flags(), entry.value(), "", 0, 0);
  }

  private static Bytes joined(Bytes head, Bytes key, int cut) {
    var tail = new byte[key.length() - cut];
    System.arraycopy(key.array(), cut, tail, 0, tail.length);
    return Bytes.owned(Keys.concat(head.array(), tail));
  }

  // ---- services

  private Optional<String> service(String name) {
    Set<String> wanted = new HashSet<>();
    for (var instance : ServiceTable.named(from, name)) {
      wanted.add(place(instance));
    }
    for (var instance : ServiceTable.named(txn, name)) {
      if (!wanted.contains(place(instance))) {
        Catalog.deleteService(txn, instance.node(), instance.service().id());
      }
    }
    for (var instance : ServiceTable.named(from, name)) {
      var refusal = register(instance);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static String place(ServiceTable.Instance instance) {
    return instance.node() + "\0" + instance.service().id();
  }

  /** A node that is there stays as it is. */
  private Optional<String> register(ServiceTable.Instance instance) {
    var node = NodeTable.find(from, instance.node()).orElseThrow();
    var request =
        new RegisterRequest(
            node.datacenter(),
            node.id(),
            node.node(),
            node.address(),
            node.taggedAddresses(),
            node.meta(),
            Optional.of(instance.service()),
            Optional.empty(),
            CheckTable.ofInstance(from, node.node(), instance.service().id()),
            NodeTable.find(txn, node.node()).isPresent(),
            node.locality(),
            "",
            0,
            0);
    return switch (Catalog.register(txn, request)) {
      case Outcome.Refused(var reason) -> Optional.of(reason);
      case Outcome.Done _,
          Outcome.Answered _,
          Outcome.SessionCreated _,
          Outcome.Numbered _,
          Outcome.IpsAssigned _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _,
          Outcome.Restored _ ->
          Optional.empty();
    };
  }

  // ---- whole kinds

  private Optional<String> kinds(Set<RecordKind> kinds) {
    for (var kind : kinds) {
      for (var table : Schema.TABLES) {
        if (SnapshotReader.typeOf(table).filter(type -> type == kind.type()).isPresent()) {
          replace(table);
        }
      }
      replaceForeign(kind.type());
    }
    txn.changes().everything();
    return Optional.empty();
  }

  private <T> void replace(Table<T> table) {
    for (var row : txn.rows(table).listBelow(new byte[0])) {
      txn.delete(table, table.keyOf(row));
    }
    from.rows(table).listBelow(new byte[0]).forEach(row -> txn.put(table, row));
    IndexTable.bump(txn, table.name());
  }

  private void replaceForeign(int type) {
    for (var row : ForeignTable.ofType(txn, type)) {
      txn.delete(ForeignTable.TABLE, ForeignTable.TABLE.keyOf(row));
    }
    ForeignTable.ofType(from, type).forEach(row -> txn.put(ForeignTable.TABLE, row));
  }
}

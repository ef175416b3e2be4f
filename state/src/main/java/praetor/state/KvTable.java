package praetor.state;

import static praetor.state.Topic.Kind.KV_KEY;
import static praetor.state.Topic.Kind.KV_PREFIX;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;
import praetor.model.KvEntry;
import praetor.model.Session;
import praetor.state.command.KvsRequest;

/**
 * Keys and values.
 *
 * <p>Source: GET, PUT, DELETE /v1/kv/:key of Consul 1.21.4: an equal write leaves ModifyIndex as it
 * was, a plain write keeps the holder of a lock and sets LockIndex to 0.
 */
final class KvTable {
  private static final Table.Index<KvRow> BY_SESSION =
      new Table.Index<>(
          "session", row -> row.session().isEmpty() ? List.of() : List.of(Keys.of(row.session())));

  static final Table<KvRow> TABLE =
      Table.<KvRow>named(IndexTable.KVS)
          .key(KvRow::key)
          .modifyIndex(KvRow::modifyIndex)
          .index(BY_SESSION)
          .snapshot(SnapshotPart.of(2, KvEntry.SHAPE, KvRow::entry, KvRow::of));

  private KvTable() {}

  /** What a write came to. */
  sealed interface Write {
    /** Done; the entry as it is now. */
    record Done(KvEntry entry) implements Write {}

    /** The condition did not hold. */
    record NotHeld() implements Write {}

    /** Not possible at all. */
    record Refused(String reason) implements Write {}
  }

  static Outcome apply(WriteTxn txn, KvsRequest request) {
    var entry = request.dirEnt();
    return switch (request.op()) {
      case KvsRequest.SET -> outcome(set(txn, entry));
      case KvsRequest.CAS -> outcome(cas(txn, entry));
      case KvsRequest.LOCK -> outcome(lock(txn, entry));
      case KvsRequest.UNLOCK -> outcome(unlock(txn, entry));
      case KvsRequest.DELETE -> {
        delete(txn, entry.key());
        yield new Outcome.Answered(true);
      }
      case KvsRequest.DELETE_CAS -> new Outcome.Answered(deleteCas(txn, entry));
      case KvsRequest.DELETE_TREE -> {
        deleteTree(txn, entry.key());
        yield new Outcome.Answered(true);
      }
      default -> new Outcome.Refused("unknown KV operation: " + request.op());
    };
  }

  private static Outcome outcome(Write write) {
    return switch (write) {
      case Write.Done _ -> new Outcome.Answered(true);
      case Write.NotHeld _ -> new Outcome.Answered(false);
      case Write.Refused(var reason) -> new Outcome.Refused(reason);
    };
  }

  static Write set(WriteTxn txn, KvEntry entry) {
    var before = find(txn, entry.key());
    var session = before == null ? "" : before.session();
    return write(txn, before, entry, entry.lockIndex(), session);
  }

  /** Writes when the ModifyIndex is still that of the entry; 0 asks for a key that is not there. */
  static Write cas(WriteTxn txn, KvEntry entry) {
    var before = find(txn, entry.key());
    long present = before == null ? 0 : before.modifyIndex();
    boolean absentAsAsked = entry.modifyIndex() == 0 && before == null;
    boolean equal = entry.modifyIndex() != 0 && before != null && present == entry.modifyIndex();
    return absentAsAsked || equal ? set(txn, entry) : new Write.NotHeld();
  }

  static Write lock(WriteTxn txn, KvEntry entry) {
    var session = entry.session();
    if (session.isEmpty()) {
      return new Write.Refused("missing session");
    }
    if (SessionTable.find(txn, session).isEmpty()) {
      return new Write.Refused("invalid session \"" + session + '"');
    }
    var before = find(txn, entry.key());
    if (before == null) {
      return write(txn, null, entry, 1, session);
    }
    if (before.session().equals(session)) {
      return write(txn, before, entry, before.lockIndex(), session);
    }
    return before.session().isEmpty()
        ? write(txn, before, entry, before.lockIndex() + 1, session)
        : new Write.NotHeld();
  }

  static Write unlock(WriteTxn txn, KvEntry entry) {
    if (entry.session().isEmpty()) {
      return new Write.Refused("missing session");
    }
    var before = find(txn, entry.key());
    return before != null && before.session().equals(entry.session())
        ? write(txn, before, entry, before.lockIndex(), "")
        : new Write.NotHeld();
  }

  private static Write.Done write(
      WriteTxn txn, @Nullable KvRow before, KvEntry entry, long lockIndex, String session) {
    long createIndex = before == null ? txn.index() : before.createIndex();
    // The key's array is kept when there is one, so that the tree and the row share it.
    var key = before == null ? entry.key() : Bytes.owned(before.key());
    var after =
        new KvEntry(
            lockIndex, key, entry.flags(), entry.value(), session, createIndex, txn.index());
    if (before != null && before.sameAs(after)) {
      return new Write.Done(before.entry());
    }
    put(txn, after);
    return new Write.Done(after);
  }

  private static void put(WriteTxn txn, KvEntry entry) {
    txn.put(TABLE, KvRow.of(entry));
    IndexTable.bump(txn, IndexTable.KVS);
    txn.changes().key(entry.key().array());
  }

  static void delete(WriteTxn txn, Bytes key) {
    if (find(txn, key) != null) {
      remove(txn, key.array());
      TombstoneTable.markKey(txn, key.array());
      IndexTable.bump(txn, IndexTable.KVS);
    }
  }

  /** Deletes when the ModifyIndex is still that of the entry, or the key is not there. */
  static boolean deleteCas(WriteTxn txn, KvEntry entry) {
    var before = find(txn, entry.key());
    if (before == null) {
      return true;
    }
    if (before.modifyIndex() != entry.modifyIndex()) {
      return false;
    }
    delete(txn, entry.key());
    return true;
  }

  static void deleteTree(WriteTxn txn, Bytes prefix) {
    var rows = txn.rows(TABLE).listBelow(prefix.array());
    if (rows.isEmpty()) {
      return;
    }
    rows.forEach(row -> remove(txn, row.key()));
    TombstoneTable.markPrefix(txn, prefix);
    IndexTable.bump(txn, IndexTable.KVS);
  }

  private static void remove(WriteTxn txn, byte[] key) {
    txn.delete(TABLE, key);
    txn.changes().key(key);
  }

  /** Lets go of everything that a session holds: the keys are freed or go with it. */
  static void release(WriteTxn txn, Session session) {
    for (var row : txn.rows(TABLE, BY_SESSION).listBelow(Keys.of(session.id()))) {
      if (session.behavior().equals(Session.DELETE)) {
        delete(txn, Bytes.owned(row.key()));
      } else {
        put(txn, freed(row.entry(), txn.index()));
      }
      SessionTable.delayLock(txn, session, row.key());
    }
  }

  private static KvEntry freed(KvEntry entry, long index) {
    return new KvEntry(
        entry.lockIndex(),
        entry.key(),
        entry.flags(),
        entry.value(),
        "",
        entry.createIndex(),
        index);
  }

  private static @Nullable KvRow find(Tables tables, Bytes key) {
    return tables.rows(TABLE).getOrNull(key.array());
  }

  static Optional<KvEntry> get(Tables tables, Bytes key) {
    return Optional.ofNullable(find(tables, key)).map(KvRow::entry);
  }

  static List<KvEntry> list(Tables tables, Bytes prefix) {
    return tables.rows(TABLE).listBelow(prefix.array()).stream().map(KvRow::entry).toList();
  }

  static Read<Optional<KvEntry>> get(StateView view, Bytes key, WatchSet watch) {
    watch.add(view, KV_KEY, key);
    var row = find(view, key);
    return row == null
        ? new Read<>(tableIndex(view), Optional.empty())
        : new Read<>(row.modifyIndex(), Optional.of(row.entry()));
  }

  static Read<List<KvEntry>> list(StateView view, Bytes prefix, WatchSet watch) {
    watch.add(view, KV_PREFIX, prefix);
    return new Read<>(prefixIndex(view, prefix), new KvRange(view.rows(TABLE), prefix));
  }

  static Read<List<Bytes>> keys(StateView view, Bytes prefix, Bytes separator, WatchSet watch) {
    watch.add(view, KV_PREFIX, prefix);
    return new Read<>(prefixIndex(view, prefix), keys(view, prefix, separator));
  }

  private static List<Bytes> keys(Tables tables, Bytes prefix, Bytes separator) {
    List<Bytes> keys = new ArrayList<>();
    var cursor = tables.rows(TABLE).below(prefix.array());
    while (cursor.next()) {
      byte[] key = cursor.key();
      int end = cutAt(key, prefix.length(), separator.array());
      boolean whole = end < 0 || end == key.length;
      keys.add(Bytes.owned(whole ? key : Arrays.copyOf(key, end)));
      if (end >= 0) {
        // Everything else that begins like this would be cut to the same: go on behind it.
        var behind = successor(key, end);
        if (behind == null) {
          break;
        }
        cursor = tables.rows(TABLE).fromBelow(behind, prefix.array());
      }
    }
    return keys;
  }

  /** Where a key is cut: behind the first separator after the prefix; -1 when there is none. */
  private static int cutAt(byte[] key, int from, byte[] separator) {
    if (separator.length == 0) {
      return -1;
    }
    for (int i = from; i <= key.length - separator.length; i++) {
      if (Arrays.equals(key, i, i + separator.length, separator, 0, separator.length)) {
        return i + separator.length;
      }
    }
    return -1;
  }

  /** The lowest key behind all that begin with the first bytes of one; null when there is none. */
  private static byte @Nullable [] successor(byte[] key, int length) {
    int last = length;
    while (last > 0 && key[last - 1] == (byte) 0xff) {
      last--;
    }
    if (last == 0) {
      return null;
    }
    var next = Arrays.copyOf(key, last);
    next[last - 1]++;
    return next;
  }

  private static long tableIndex(Tables tables) {
    return IndexTable.max(tables, IndexTable.KVS, IndexTable.TOMBSTONES);
  }

  private static long prefixIndex(Tables tables, Bytes prefix) {
    if (prefix.isEmpty()) {
      return tableIndex(tables);
    }
    long rows = tables.rows(TABLE).maxIndex(prefix.array());
    long graves = tables.rows(TombstoneTable.TABLE).maxIndex(prefix.array());
    if (rows == 0 && graves == 0) {
      return tableIndex(tables);
    }
    long above = rows == 0 ? TombstoneTable.maxIndexAbove(tables, prefix) : 0;
    return higher(rows, higher(graves, above));
  }

  private static long higher(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }
}

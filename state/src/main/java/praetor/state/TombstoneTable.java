package praetor.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import praetor.model.Bytes;
import praetor.model.KvEntry;

/**
 * Deleted keys and prefixes with the index of their deletion, kept for a while so that the index of
 * a prefix does not fall when a key below it goes.
 *
 * <p>A deleted prefix leaves one tombstone. Source: snapshots of Consul 1.21.4 after deletions.
 */
final class TombstoneTable {
  private static final Table.Index<Tombstone> BY_INDEX =
      new Table.Index<>("index", row -> List.of(bigEndian(row.index())));

  static final Table<Tombstone> TABLE =
      Table.<Tombstone>named(IndexTable.TOMBSTONES)
          .key(row -> row.key().array())
          .modifyIndex(Tombstone::index)
          .index(BY_INDEX)
          .snapshot(SnapshotPart.of(5, KvEntry.SHAPE, Tombstone::entry, Tombstone::of));

  private TombstoneTable() {}

  /** A deletion. */
  record Tombstone(Bytes key, long index) {
    static Tombstone of(KvEntry entry) {
      return new Tombstone(entry.key(), entry.modifyIndex());
    }

    KvEntry entry() {
      return new KvEntry(0, key, 0, Bytes.EMPTY, "", 0, index);
    }
  }

  /** Marks a key or prefix as deleted by the present command. */
  static void mark(WriteTxn txn, byte[] key) {
    txn.put(TABLE, new Tombstone(Bytes.owned(key), txn.index()));
    IndexTable.bump(txn, IndexTable.TOMBSTONES);
  }

  /** Forgets the deletions up to an index. */
  static Outcome reap(WriteTxn txn, long upToIndex) {
    var cursor = txn.rows(TABLE, BY_INDEX).all();
    List<Tombstone> old = new ArrayList<>();
    while (cursor.next() && Long.compareUnsigned(cursor.row().index(), upToIndex) <= 0) {
      old.add(cursor.row());
    }
    old.forEach(tombstone -> txn.delete(TABLE, tombstone.key().array()));
    return new Outcome.Done();
  }

  private static byte[] bigEndian(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}

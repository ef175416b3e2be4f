package praetor.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import praetor.model.Bytes;
import praetor.model.KvEntry;

/**
 * Deleted keys and prefixes with the index of their deletion, kept for a while so that the index of
 * a prefix does not fall when a key below it goes.
 *
 * <p>A deleted prefix leaves one tombstone, the whole table none. Source: snapshots of Consul
 * 1.21.4 after deletions. We differ in one thing: there the deletion of a prefix can make the index
 * of a longer prefix fall to that of an older deletion below it, so that its readers go on waiting;
 * here it counts for the longer prefix too.
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

  /** In the flags of a snapshot's record, where Consul has 0 and looks at nothing. */
  private static final long PREFIX_FLAG = 1;

  /**
   * A deletion.
   *
   * @param ofPrefix whether everything that begins with the key went
   */
  record Tombstone(Bytes key, long index, boolean ofPrefix) {
    static Tombstone of(KvEntry entry) {
      return new Tombstone(entry.key(), entry.modifyIndex(), entry.flags() == PREFIX_FLAG);
    }

    KvEntry entry() {
      return new KvEntry(0, key, ofPrefix ? PREFIX_FLAG : 0, Bytes.EMPTY, "", 0, index);
    }
  }

  /** Marks a key as deleted by the present command. */
  static void markKey(WriteTxn txn, byte[] key) {
    mark(txn, new Tombstone(Bytes.owned(key), txn.index(), false));
  }

  /** Marks everything that begins with a prefix as deleted by the present command. */
  static void markPrefix(WriteTxn txn, Bytes prefix) {
    if (prefix.isEmpty()) {
      IndexTable.bump(txn, IndexTable.KVS_EMPTIED);
    } else {
      mark(txn, new Tombstone(prefix, txn.index(), true));
    }
  }

  private static void mark(WriteTxn txn, Tombstone tombstone) {
    txn.put(TABLE, tombstone);
    IndexTable.bump(txn, IndexTable.TOMBSTONES);
  }

  /** The last deletion of a shorter prefix of this one. */
  static long maxIndexAbove(Tables tables, Bytes prefix) {
    long max = IndexTable.max(tables, IndexTable.KVS_EMPTIED);
    var rows = tables.rows(TABLE);
    int length = prefix.length() - 1;
    while (length > 0) {
      var below = rows.floor(prefix.head(length).array());
      if (below.isEmpty()) {
        break;
      }
      var tombstone = below.get();
      int common = commonLength(tombstone.key().array(), prefix.array());
      if (common < tombstone.key().length()) {
        // Nothing between them is a prefix, or it would have been found.
        length = Math.min(common, length - 1);
      } else {
        if (tombstone.ofPrefix() && Long.compareUnsigned(tombstone.index(), max) > 0) {
          max = tombstone.index();
        }
        length = common - 1;
      }
    }
    return max;
  }

  private static int commonLength(byte[] a, byte[] b) {
    int mismatch = Arrays.mismatch(a, b);
    return mismatch < 0 ? a.length : mismatch;
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

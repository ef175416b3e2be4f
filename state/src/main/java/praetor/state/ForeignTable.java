package praetor.state;

import java.nio.ByteBuffer;
import java.util.List;
import praetor.model.Bytes;

/**
 * Records of restored snapshots for which this version has no table. They mean nothing here; they
 * are kept so that a later snapshot has them again.
 */
final class ForeignTable {
  static final Table<Foreign> TABLE =
      Table.<Foreign>named("foreign-records")
          .key(ForeignTable::key)
          .snapshot(SnapshotPart.foreign());

  private ForeignTable() {}

  /**
   * A record.
   *
   * @param number its place among those of its type, from 1 on
   * @param value its MessagePack value as it was
   */
  record Foreign(int type, long number, Bytes value) {}

  /** The records of a type, in their order. */
  static List<Foreign> ofType(Tables tables, int type) {
    return tables.rows(TABLE).listBelow(new byte[] {(byte) type});
  }

  /** By type, then by number. */
  private static byte[] key(Foreign row) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) row.type()).putLong(row.number()).array();
  }
}

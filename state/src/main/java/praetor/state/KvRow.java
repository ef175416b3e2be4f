package praetor.state;

import java.util.Arrays;
import praetor.model.Bytes;
import praetor.model.KvEntry;

/**
 * A key as the table holds it: 32 bytes besides key and value for a plain one, because there may be
 * millions. Immutable; the arrays are never changed.
 */
class KvRow {
  private final byte[] key;
  private final byte[] value;
  private final long createIndex;
  private final long modifyIndex;

  private KvRow(byte[] key, byte[] value, long createIndex, long modifyIndex) {
    this.key = key;
    this.value = value;
    this.createIndex = createIndex;
    this.modifyIndex = modifyIndex;
  }

  static KvRow of(KvEntry entry) {
    var key = entry.key().array();
    var value = entry.value().array();
    boolean plain = entry.flags() == 0 && entry.lockIndex() == 0 && entry.session().isEmpty();
    return plain
        ? new KvRow(key, value, entry.createIndex(), entry.modifyIndex())
        : new Full(key, value, entry);
  }

  /** One with flags, or that was locked. */
  private static final class Full extends KvRow {
    private final long flags;
    private final long lockIndex;
    private final String session;

    private Full(byte[] key, byte[] value, KvEntry entry) {
      super(key, value, entry.createIndex(), entry.modifyIndex());
      flags = entry.flags();
      lockIndex = entry.lockIndex();
      session = entry.session();
    }

    @Override
    long flags() {
      return flags;
    }

    @Override
    long lockIndex() {
      return lockIndex;
    }

    @Override
    String session() {
      return session;
    }
  }

  byte[] key() {
    return key;
  }

  long flags() {
    return 0;
  }

  long lockIndex() {
    return 0;
  }

  String session() {
    return "";
  }

  long createIndex() {
    return createIndex;
  }

  long modifyIndex() {
    return modifyIndex;
  }

  /** Whether a write of that entry would change nothing. */
  boolean sameAs(KvEntry entry) {
    return flags() == entry.flags()
        && lockIndex() == entry.lockIndex()
        && session().equals(entry.session())
        && Arrays.equals(value, entry.value().array());
  }

  KvEntry entry() {
    return new KvEntry(
        lockIndex(),
        Bytes.owned(key),
        flags(),
        Bytes.owned(value),
        session(),
        createIndex,
        modifyIndex);
  }
}

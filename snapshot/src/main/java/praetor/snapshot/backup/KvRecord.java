package praetor.snapshot.backup;

import praetor.client.KvPair;
import praetor.model.Bytes;

/**
 * A key as a backup holds it.
 *
 * @param flags unsigned
 */
public record KvRecord(String key, long flags, Bytes value) {
  static KvRecord of(KvPair pair) {
    return new KvRecord(pair.key(), pair.flags(), pair.value());
  }
}

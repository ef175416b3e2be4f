package praetor.snapshot.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How keys differ from those before: each list in the order of the keys.
 *
 * @param added keys that were not there
 * @param changed keys whose value or flags were others
 * @param removed keys that are there no more, as they were
 */
public record KvChanges(List<KvRecord> added, List<KvRecord> changed, List<KvRecord> removed) {
  public KvChanges {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    removed = List.copyOf(removed);
  }

  /** From some keys to others. */
  public static KvChanges between(List<KvRecord> before, List<KvRecord> after) {
    var left = byKey(before);
    var added = new ArrayList<KvRecord>();
    var changed = new ArrayList<KvRecord>();
    for (var now : byKey(after).values()) {
      var was = left.remove(now.key());
      if (was == null) {
        added.add(now);
      } else if (!was.equals(now)) {
        changed.add(now);
      }
    }
    return new KvChanges(added, changed, List.copyOf(left.values()));
  }

  private static SortedMap<String, KvRecord> byKey(List<KvRecord> records) {
    var byKey = new TreeMap<String, KvRecord>();
    records.forEach(entry -> byKey.put(entry.key(), entry));
    return byKey;
  }
}

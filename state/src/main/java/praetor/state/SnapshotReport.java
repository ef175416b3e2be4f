package praetor.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.model.Bytes;

/**
 * What a snapshot held that the store has no place for. Nothing is dropped without a word: whoever
 * restores decides whether to go on.
 */
public final class SnapshotReport {
  /** Types that snapshots of Consul up to 1.21 may have. Source: snapshots of 0.7 to 1.21. */
  private static final Set<Integer> KNOWN_TYPES =
      Set.of(
          0, 2, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 15, 16, 17, 19, 22, 23, 25, 27, 29, 30, 31, 32,
          33, 35, 38, 40, 42);

  private final SortedMap<Integer, Integer> records = new TreeMap<>();
  private final List<Unread> unread = new ArrayList<>();
  private final SortedSet<String> unknownKeys = new TreeSet<>();

  /**
   * A record that was not taken over.
   *
   * @param value its MessagePack value as it was
   */
  public record Unread(int type, String why, Bytes value) {}

  void record(int type) {
    records.merge(type, 1, Integer::sum);
  }

  void unread(int type, String why, Bytes value) {
    unread.add(new Unread(type, why, value));
  }

  void unknownKey(int type, String key) {
    unknownKeys.add(type + "." + key);
  }

  /** How many records of each type there were. */
  public SortedMap<Integer, Integer> records() {
    return Collections.unmodifiableSortedMap(records);
  }

  /** The records that were not taken over, in their order. */
  public List<Unread> unread() {
    return Collections.unmodifiableList(unread);
  }

  /** How many records of each type were not taken over. */
  public Map<Integer, Integer> unreadByType() {
    Map<Integer, Integer> counts = new TreeMap<>();
    unread.forEach(record -> counts.merge(record.type(), 1, Integer::sum));
    return counts;
  }

  /** The unread types that no version of Consul writes: a sign of a damaged or foreign file. */
  public SortedSet<Integer> foreignTypes() {
    SortedSet<Integer> types = new TreeSet<>(records.keySet());
    types.removeAll(KNOWN_TYPES);
    return types;
  }

  /** Keys with a value that no field takes, as {@code type.key}. */
  public SortedSet<String> unknownKeys() {
    return Collections.unmodifiableSortedSet(unknownKeys);
  }
}

package praetor.state;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.state.archive.RecordKind;

/**
 * What a snapshot held, and for what of it the store has no place. Nothing is dropped without a
 * word.
 */
public final class SnapshotReport {
  private final SortedMap<Integer, Integer> records = new TreeMap<>();
  private final SortedMap<Integer, Integer> kept = new TreeMap<>();
  private final SortedSet<String> unknownKeys = new TreeSet<>();

  void record(int type) {
    records.merge(type, 1, Integer::sum);
  }

  /** Counts a record that is kept; how many of its type there are now. */
  int kept(int type) {
    return kept.merge(type, 1, Integer::sum);
  }

  void unknownKey(int type, String key) {
    unknownKeys.add(type + "." + key);
  }

  /** How many records of each type there were. */
  public SortedMap<Integer, Integer> records() {
    return Collections.unmodifiableSortedMap(records);
  }

  /** How many records of each type are kept as they are, because no table takes them. */
  public SortedMap<Integer, Integer> kept() {
    return Collections.unmodifiableSortedMap(kept);
  }

  /** The types that no version of Consul writes: a sign of a damaged or foreign file. */
  public SortedSet<Integer> foreignTypes() {
    SortedSet<Integer> types = new TreeSet<>(records.keySet());
    types.removeIf(type -> RecordKind.of(type).isPresent());
    return types;
  }

  /** Keys with a value that no field takes, as {@code type.key}. */
  public SortedSet<String> unknownKeys() {
    return Collections.unmodifiableSortedSet(unknownKeys);
  }
}

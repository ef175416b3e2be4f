package praetor.cli.snapshot;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts and sizes under names. */
final class Tally {
  private final Map<String, Row> rows = new HashMap<>();

  /** What is under a name. */
  record Row(String name, long count, long bytes) {}

  void add(String name, long bytes) {
    rows.merge(
        name,
        new Row(name, 1, bytes),
        (row, more) -> new Row(name, row.count() + 1, row.bytes() + more.bytes()));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The largest first. */
  List<Row> rows() {
    return rows.values().stream()
        .sorted(Comparator.comparingLong(Row::bytes).reversed().thenComparing(Row::name))
        .toList();
  }

  long totalBytes() {
    return rows.values().stream().mapToLong(Row::bytes).sum();
  }
}

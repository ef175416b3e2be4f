package praetor.snapshot;

import java.time.Instant;
import java.util.Optional;

/**
 * What names a snapshot: the time at which it was begun, in nanoseconds since 1970. Ids rise
 * strictly, also when a clock goes back: the next one is above all that are stored.
 *
 * <p>Source: documentation of Consul's snapshot agent; files are named {@code consul-ID.snap}.
 */
public record SnapshotId(long nanos) implements Comparable<SnapshotId> {
  private static final String PREFIX = "consul-";
  private static final String SUFFIX = ".snap";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** An id for now, above all known ones. */
  public static SnapshotId next(Instant now, Optional<SnapshotId> newest) {
    long time = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    return new SnapshotId(Math.max(time, newest.map(id -> id.nanos + 1).orElse(time)));
  }

  /** The id in a file name; empty when it is no snapshot's. */
  public static Optional<SnapshotId> ofName(String name) {
    if (!name.startsWith(PREFIX)
        || !name.endsWith(SUFFIX)
        || name.length() <= PREFIX.length() + SUFFIX.length()) {
      return Optional.empty();
    }
    var digits = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    return digits.matches("[1-9][0-9]{0,17}|[1-8][0-9]{18}")
        ? Optional.of(new SnapshotId(Long.parseLong(digits)))
        : Optional.empty();
  }

  public String fileName() {
    return PREFIX + nanos + SUFFIX;
  }

  /** When the snapshot was begun. */
  public Instant time() {
    return Instant.ofEpochSecond(nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND);
  }

  @Override
  public int compareTo(SnapshotId other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return Long.toString(nanos);
  }
}

package praetor.snapshot.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import praetor.snapshot.SnapshotId;

/** What backups of keys are called. */
public interface BackupNames {
  /** All of them end so. */
  String SUFFIX = ".json";

  String fileName(SnapshotId id);

  /** The id in a name; empty when it is none of these. */
  Optional<SnapshotId> idOf(String name);

  /**
   * {@code consul-kv-2026-11-21T22-10-05.123456789Z.json}: the time in UTC at which it was begun.
   * Ids rise strictly, so that no name comes twice.
   */
  BackupNames BY_TIME = new ByTime();

  /** The one above. */
  final class ByTime implements BackupNames {
    private static final String PREFIX = "consul-kv-";
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private ByTime() {}

    @Override
    public String fileName(SnapshotId id) {
      return PREFIX + TIME.format(id.time().atOffset(ZoneOffset.UTC)) + SUFFIX;
    }

    @Override
    public Optional<SnapshotId> idOf(String name) {
      if (!name.startsWith(PREFIX)
          || !name.endsWith(SUFFIX)
          || name.length() < PREFIX.length() + SUFFIX.length()) {
        return Optional.empty();
      }
      var time = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
      try {
        Instant instant = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC);
        return Optional.of(SnapshotId.next(instant, Optional.empty()));
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
  }

  /** One name for the one backup that is made. */
  record Fixed(String name) implements BackupNames {
    /**
     * {@code STEM.json}, or where that is taken {@code STEM-2.json}, {@code STEM-3.json} and so on.
     */
    public static Fixed free(String stem, Collection<String> taken) {
      var name = stem + SUFFIX;
      for (int number = 2; taken.contains(name); number++) {
        name = stem + "-" + number + SUFFIX;
      }
      return new Fixed(name);
    }

    @Override
    public String fileName(SnapshotId id) {
      return name;
    }

    @Override
    public Optional<SnapshotId> idOf(String other) {
      return Optional.empty();
    }
  }
}

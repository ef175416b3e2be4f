package praetor.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import praetor.client.ConsulClient;
import praetor.model.Clock;
import praetor.snapshot.drill.Inventory;
import praetor.snapshot.seal.SealedFile;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.Reasons;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.StoredObject;
import praetor.snapshot.storage.WorkFile;

/**
 * Takes one snapshot or backup: fetch it into a scratch file, prove it, seal it, store it
 * everywhere, delete what is too old. Whatever goes wrong before a store has taken it whole,
 * nothing of it has a name.
 */
public final class Saver {
  private final SaveSource source;
  private final SaveSettings settings;
  private final Clock clock;
  private final AgentLog log;
  private final Progress progress;

  /** Saves archives of the whole state. */
  public Saver(
      ConsulClient client, SaveSettings settings, Clock clock, AgentLog log, Progress progress) {
    this(
        new ArchiveSource(client, settings.query(), log, progress), settings, clock, log, progress);
  }

  public Saver(
      SaveSource source, SaveSettings settings, Clock clock, AgentLog log, Progress progress) {
    this.source = source;
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.progress = progress;
  }

  /** A snapshot that is stored everywhere. */
  public record Saved(SnapshotId id, AgentStatus.Details details) {}

  /**
   * The newest snapshot in any of the stores that can be asked. One that cannot does not keep the
   * others from getting the next; and where nothing is ever deleted, the permission to list may be
   * missing.
   */
  public Optional<SnapshotId> newest() {
    List<StoredObject> stored = new ArrayList<>();
    for (var destination : settings.stores()) {
      try {
        if (destination.staticName().isEmpty()) {
          stored.addAll(destination.store().list());
        }
      } catch (IOException failure) {
        log.line(
            settings.retain() > 0 ? AgentLog.Level.WARN : AgentLog.Level.DEBUG,
            "Failed to list the snapshots there are: " + Reasons.of(failure));
      }
    }
    return newest(stored);
  }

  private Optional<SnapshotId> newest(List<StoredObject> stored) {
    return stored.stream()
        .flatMap(object -> source.idOf(object.name()).stream())
        .max(Comparator.naturalOrder());
  }

  /**
   * Takes a snapshot.
   *
   * @param after its id is above this one
   * @param lastGood what the last good one held, if it is known
   * @param ours asked before each step that others see: whether to go on
   * @throws IOException it is not everywhere; the message says where not, and why
   */
  public Saved save(Optional<SnapshotId> after, Optional<Inventory> lastGood, BooleanSupplier ours)
      throws IOException {
    long startNanos = clock.nanoTime();
    var id = SnapshotId.next(clock.now(), after);
    prepareScratch();
    try (var fetched = WorkFile.create(settings.scratch(), source.fileName(id))) {
      var taken = source.take(fetched, lastGood);
      long bytes = sealAndStore(fetched, id, ours);
      var took = Duration.ofNanos(clock.nanoTime() - startNanos);
      var details = new AgentStatus.Details(taken.index(), bytes, took, taken.inventory());
      log.info("Saved " + source.describe(id));
      rotate(id, ours);
      return new Saved(id, details);
    }
  }

  private void prepareScratch() throws IOException {
    try {
      Files.createDirectories(settings.scratch());
      WorkFile.removeAbandoned(settings.scratch());
    } catch (IOException failure) {
      throw new IOException(
          "cannot use scratch path " + settings.scratch() + ": " + Reasons.of(failure), failure);
    }
  }

  private long sealAndStore(WorkFile fetched, SnapshotId id, BooleanSupplier ours)
      throws IOException {
    if (settings.sealKey().isEmpty()) {
      return store(fetched, id, ours);
    }
    try (var sealed = WorkFile.create(settings.scratch(), source.fileName(id))) {
      SealedFile.seal(fetched.path(), sealed.channel(), settings.sealKey().get());
      return store(sealed, id, ours);
    }
  }

  private long store(WorkFile file, SnapshotId id, BooleanSupplier ours) throws IOException {
    var content = Content.of(file.path());
    List<String> failures = new ArrayList<>();
    for (var destination : settings.stores()) {
      checkOurs(ours);
      try {
        destination
            .store()
            .put(
                destination.nameOf(source.fileName(id)),
                content.through(in -> progress.around(in, "Storing", content.length())));
      } catch (IOException failure) {
        failures.add(Reasons.of(failure));
      }
    }
    if (!failures.isEmpty()) {
      var kept = settings.keepUnstored() ? "; it is kept as " + keep(file, id) : "";
      throw new IOException(String.join("; ", failures) + kept);
    }
    return content.length();
  }

  private Path keep(WorkFile file, SnapshotId id) throws IOException {
    var name = settings.scratch().resolve(source.fileName(id)).toAbsolutePath();
    return Files.move(file.path(), name, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void checkOurs(BooleanSupplier ours) throws IOException {
    if (!ours.getAsBoolean()) {
      throw new LostLeadershipException();
    }
  }

  /** Deletes what is beyond the number to keep. A failure costs room, not the snapshot. */
  private void rotate(SnapshotId good, BooleanSupplier ours) {
    for (var destination : settings.stores()) {
      if (destination.staticName().isEmpty() && ours.getAsBoolean()) {
        rotate(destination.store(), good);
      }
    }
  }

  private void rotate(SnapshotStore store, SnapshotId good) {
    try {
      if (settings.retain() > 0) {
        for (var old : Retention.surplus(store.list(), source::idOf, settings.retain(), good)) {
          store.delete(source.fileName(old));
          log.debug("Deleted " + source.describe(old));
        }
      }
    } catch (IOException failure) {
      log.warn("Failed to delete old snapshots: " + Reasons.of(failure));
    }
  }
}

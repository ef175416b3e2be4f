package praetor.snapshot.drill;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import praetor.model.DecodeException;
import praetor.model.SystemClock;
import praetor.state.SnapshotReader;
import praetor.state.SnapshotWriter;
import praetor.state.StateStore;
import praetor.state.StateView;
import praetor.state.archive.ArchiveMeta;
import praetor.state.archive.ArchiveReader;

/**
 * Restores an archive for trial. Passed is an archive
 *
 * <ul>
 *   <li>that is whole, with right checksums, and that a server would take;
 *   <li>that a state store can restore;
 *   <li>of which the store then holds all: as many records of each type, saying the same;
 *   <li>that has lost nothing since the last good one: a table whose index has not moved holds what
 *       it held.
 * </ul>
 *
 * <p>The restored state lives in this process for a moment, so that it has to fit into the heap.
 */
public final class Drill {
  private static final int PIPE_BYTES = 256 << 10;

  private Drill() {}

  /**
   * A drill that was passed.
   *
   * @param meta what the archive says of itself
   * @param inventory what it holds
   * @param dropped names of values that no table takes and that a restore would lose
   */
  public record Passed(ArchiveMeta meta, Inventory inventory, List<String> dropped) {
    public Passed {
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * Tries an archive.
   *
   * @param lastGood the inventory of the last good one, if it is known
   * @throws DrillException it is not to be relied on
   */
  public static Passed run(Path archive, Optional<Inventory> lastGood) throws IOException {
    try {
      ArchiveMeta meta;
      try (var in = stream(archive)) {
        meta = ArchiveReader.verifyForRestore(in, Long.MAX_VALUE);
      }
      var written = inventory(archive);
      var restored = restored(archive);
      compare(written, again(restored.view()));
      if (lastGood.isPresent()) {
        fail(written.lostSince(lastGood.get()));
      }
      return new Passed(meta, written, new ArrayList<>(restored.report().unknownKeys()));
    } catch (DecodeException damaged) {
      throw new DrillException(String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private static InputStream stream(Path archive) throws IOException {
    return new BufferedInputStream(Files.newInputStream(archive));
  }

  private static Inventory inventory(Path archive) throws IOException, DecodeException {
    List<Inventory> found = new ArrayList<>();
    try (var in = stream(archive)) {
      ArchiveReader.read(in, Long.MAX_VALUE, state -> found.add(Inventory.of(state)));
    }
    return found.getFirst();
  }

  private static SnapshotReader.Restored restored(Path archive)
      throws IOException, DecodeException {
    List<SnapshotReader.Restored> found = new ArrayList<>();
    try (var in = stream(archive)) {
      ArchiveReader.read(in, Long.MAX_VALUE, state -> found.add(SnapshotReader.read(state)));
    }
    var store = new StateStore(SystemClock.INSTANCE);
    store.restore(found.getFirst().view());
    return new SnapshotReader.Restored(store.view(), found.getFirst().report());
  }

  /** What a store would write of what it has restored. */
  private static Inventory again(StateView view) throws IOException, DecodeException {
    try (var in = new PipedInputStream(PIPE_BYTES);
        var out = new PipedOutputStream(in)) {
      var counting = new CompletableFuture<Inventory>();
      var counter = Thread.ofVirtual().name("snapshot drill").start(() -> count(in, counting));
      write(view, out);
      counter.join();
      return counting.get();
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", cut);
    } catch (ExecutionException failure) {
      throw new DrillException("the restored state cannot be read again", failure);
    }
  }

  private static void count(InputStream in, CompletableFuture<Inventory> counting) {
    try {
      counting.complete(Inventory.of(in));
    } catch (IOException | DecodeException failure) {
      counting.completeExceptionally(failure);
    }
  }

  private static void write(StateView view, OutputStream out) throws IOException {
    SnapshotWriter.write(view, out);
    out.close();
  }

  private static void compare(Inventory written, Inventory restored) throws DrillException {
    fail(written.difference(restored));
  }

  private static void fail(Optional<String> why) throws DrillException {
    if (why.isPresent()) {
      throw new DrillException(why.get());
    }
  }
}

package praetor.raft.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import praetor.raft.disk.Disk;
import praetor.raft.disk.DiskFile;

/**
 * The snapshots of a server: the newest, and the one before it in case the newest turns out to be
 * damaged. A snapshot has its name only when it is whole and durable. Safe for any thread.
 */
public final class SnapshotFolder {

  /** The log keeps what is behind the older one, so either can start a server. */
  private static final int KEPT = 2;

  private static final String DRAFT_SUFFIX = ".draft";
  private static final String DAMAGED_SUFFIX = ".damaged";
  private static final int COPY_BYTES = 64 << 10;

  private final Disk disk;
  private final String folder;
  private final TreeSet<SnapshotName> names = new TreeSet<>();
  private final Map<SnapshotName, Integer> pins = new HashMap<>();
  private final AtomicLong drafts = new AtomicLong();

  private SnapshotFolder(Disk disk, String folder) {
    this.disk = disk;
    this.folder = folder;
  }

  /** Opens a folder, and removes what was being written when the server stopped. */
  public static SnapshotFolder open(Disk disk, String folder) throws IOException {
    disk.createFolder(folder);
    var snapshots = new SnapshotFolder(disk, folder);
    for (var file : disk.list(folder)) {
      if (file.endsWith(DRAFT_SUFFIX)) {
        disk.delete(snapshots.path(file));
      }
      SnapshotName.parse(file).ifPresent(snapshots.names::add);
    }
    return snapshots;
  }

  /** The snapshots there are, newest first. */
  public synchronized List<SnapshotName> names() {
    return List.copyOf(names.descendingSet());
  }

  public synchronized Optional<SnapshotName> newest() {
    return names.isEmpty() ? Optional.empty() : Optional.of(names.last());
  }

  /** Reads a snapshot to its end. */
  public void verify(SnapshotName name) throws IOException {
    try (var input = input(path(name.fileName()))) {
      input.verify();
    }
  }

  /** Puts a damaged snapshot aside, where the operator finds it until the next one is taken. */
  public synchronized void putAside(SnapshotName name) throws IOException {
    names.remove(name);
    disk.rename(path(name.fileName()), path(name.fileName() + DAMAGED_SUFFIX));
    disk.syncFolder(folder);
  }

  /** Where a snapshot is, for messages. */
  public String describe(SnapshotName name) {
    return disk.describe(path(name.fileName()));
  }

  /** Begins a snapshot. */
  public Draft begin(SnapshotName name, byte[] meta) throws IOException {
    var path = path(drafts.incrementAndGet() + DRAFT_SUFFIX);
    var file = disk.create(path);
    return new Draft(name, path, file, new SnapshotOutput(file, meta));
  }

  /** Keeps a snapshot from being deleted, and opens it. */
  public Pinned pin(SnapshotName name) throws IOException {
    synchronized (this) {
      if (!names.contains(name)) {
        throw new IOException("snapshot " + name.fileName() + " is gone");
      }
      pins.merge(name, 1, Integer::sum);
    }
    return new Pinned(name);
  }

  /**
   * Takes over the file of a snapshot from another server, and verifies it.
   *
   * @param size length of the file
   */
  public void receive(SnapshotName name, InputStream in, long size) throws IOException {
    var path = path(drafts.incrementAndGet() + DRAFT_SUFFIX);
    try {
      try (var file = disk.create(path)) {
        copy(in, file, size);
        file.force();
      }
      try (var input = input(path)) {
        input.verify();
      }
    } catch (IOException e) {
      disk.delete(path);
      throw e;
    }
    adopt(name, path);
  }

  private static void copy(InputStream in, DiskFile file, long size) throws IOException {
    var bytes = new byte[COPY_BYTES];
    long at = 0;
    while (at < size) {
      int n = in.read(bytes, 0, (int) Math.min(bytes.length, size - at));
      if (n < 0) {
        throw new EOFException("snapshot cut off after " + at + " of " + size + " bytes");
      }
      file.write(ByteBuffer.wrap(bytes, 0, n), at);
      at += n;
    }
  }

  private synchronized void adopt(SnapshotName name, String draft) throws IOException {
    disk.rename(draft, path(name.fileName()));
    disk.syncFolder(folder);
    names.add(name);
    prune();
    forgetDamaged();
  }

  private synchronized void prune() throws IOException {
    while (names.size() > KEPT && !pins.containsKey(names.first())) {
      var oldest = names.first();
      disk.delete(path(oldest.fileName()));
      names.remove(oldest);
    }
  }

  private void forgetDamaged() throws IOException {
    for (var file : disk.list(folder)) {
      if (file.endsWith(DAMAGED_SUFFIX)) {
        disk.delete(path(file));
      }
    }
  }

  private synchronized void unpin(SnapshotName name) throws IOException {
    pins.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
    prune();
  }

  private SnapshotInput input(String path) throws IOException {
    var file = disk.open(path);
    try {
      return new SnapshotInput(file, disk.describe(path));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private String path(String file) {
    return folder + "/" + file;
  }

  /** A snapshot being written. Used by one thread. */
  public final class Draft implements Closeable {

    private final SnapshotName name;
    private final String path;
    private final DiskFile file;
    private final SnapshotOutput output;
    private boolean committed;

    private Draft(SnapshotName name, String path, DiskFile file, SnapshotOutput output) {
      this.name = name;
      this.path = path;
      this.file = file;
      this.output = output;
    }

    /** Takes the state. Need not be closed. */
    public OutputStream output() {
      return output;
    }

    /** Gives the snapshot its name; older ones may go. */
    public void commit() throws IOException {
      output.finish();
      adopt(name, path);
      committed = true;
    }

    /** Drops what was written, unless it was committed. */
    @Override
    public void close() throws IOException {
      file.close();
      if (!committed) {
        disk.delete(path);
      }
    }
  }

  /** A snapshot that stays as long as this is open. */
  public final class Pinned implements AutoCloseable {

    private final SnapshotName name;
    private boolean closed;

    private Pinned(SnapshotName name) {
      this.name = name;
    }

    public SnapshotName name() {
      return name;
    }

    /** The meta part that was given to {@link #begin}. */
    public byte[] meta() throws IOException {
      try (var input = input(path(name.fileName()))) {
        return input.meta();
      }
    }

    /** The state, verified as it is read. */
    public InputStream state() throws IOException {
      return input(path(name.fileName()));
    }

    /** Writes the length of the file and the file itself, for {@link #receive}. */
    public void sendTo(OutputStream out) throws IOException {
      try (var file = disk.open(path(name.fileName()))) {
        long size = file.size();
        out.write(ByteBuffer.allocate(8).putLong(size).array());
        var bytes = ByteBuffer.allocate(COPY_BYTES);
        for (long at = 0; at < size; ) {
          int n = file.read(bytes.clear(), at);
          if (n < 0) {
            throw new EOFException("snapshot " + name + " ends at " + at);
          }
          out.write(bytes.array(), 0, n);
          at += n;
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        unpin(name);
      }
    }
  }
}

package praetor.raft.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A disk that keeps after a crash only what it must: what was synced, and of the rest any sectors
 * and any names, as chance has it. It can also crash at a chosen step, run full, and damage bytes.
 */
public final class FaultyDisk implements Disk {

  private static final int SECTOR_BYTES = 512;

  private final Map<String, Content> names = new TreeMap<>();
  private final Map<String, Content> durableNames = new TreeMap<>();
  private final List<Consumer<Map<String, Content>>> nameChanges = new ArrayList<>();
  private long steps;
  private long crashAt = Long.MAX_VALUE;
  private long spaceLeft = Long.MAX_VALUE;
  private boolean forceFails;

  /** The disk crashed: nothing works on it any more. */
  public static final class Crash extends IOException {
    Crash() {
      super("the disk crashed");
    }
  }

  /** A file's bytes as they are, as they are surely kept, and what was written in between. */
  private static final class Content {
    byte[] bytes = {};
    byte[] durable = {};
    boolean sizeChanged;

    byte[] afterCrash(RandomGenerator random) {
      int size = sizeChanged && random.nextBoolean() ? bytes.length : durable.length;
      var kept = Arrays.copyOf(durable, size);
      for (int at = 0; at < size; at += SECTOR_BYTES) {
        if (random.nextBoolean()) {
          int end = Math.min(Math.min(at + SECTOR_BYTES, size), bytes.length);
          if (end > at) {
            System.arraycopy(bytes, at, kept, at, end - at);
          }
        }
      }
      return kept;
    }
  }

  /** Crashes at a later step; every write, sync and change of a name is one. */
  public synchronized void crashAfter(long moreSteps) {
    crashAt = steps + moreSteps;
  }

  public synchronized long steps() {
    return steps;
  }

  /** Accepts only so many more bytes. */
  public synchronized void spaceLeft(long bytes) {
    spaceLeft = bytes;
  }

  /** Makes every sync fail from now on. */
  public synchronized void failForce() {
    forceFails = true;
  }

  /** What a machine finds on the disk after a crash now. */
  public synchronized FaultyDisk afterCrash(RandomGenerator random) {
    var kept = new TreeMap<>(durableNames);
    for (var change : nameChanges) {
      if (random.nextBoolean()) {
        change.accept(kept);
      }
    }
    var disk = new FaultyDisk();
    kept.forEach((name, content) -> disk.put(name, content.afterCrash(random)));
    return disk;
  }

  /** What another process finds when this one was killed: everything that was written. */
  public synchronized FaultyDisk afterKill() {
    var disk = new FaultyDisk();
    names.forEach((name, content) -> disk.put(name, content.bytes.clone()));
    return disk;
  }

  /** The bytes of a file. */
  public synchronized byte[] bytes(String path) {
    return names.get(path).bytes.clone();
  }

  /** Changes a file behind everybody's back. */
  public synchronized void put(String path, byte[] bytes) {
    var content = new Content();
    content.bytes = bytes.clone();
    content.durable = bytes.clone();
    names.put(path, content);
    durableNames.put(path, content);
  }

  /** Flips bits of one byte of a file, also for those who have it open. */
  public synchronized void damage(String path, int offset, int bits) {
    names.get(path).bytes[offset] ^= (byte) bits;
    names.get(path).durable[offset] ^= (byte) bits;
  }

  public synchronized long totalBytes() {
    return names.values().stream().mapToLong(content -> content.bytes.length).sum();
  }

  @Override
  public void createFolder(String folder) {
    // A folder is only a prefix of names here.
  }

  @Override
  public synchronized List<String> list(String folder) throws IOException {
    checkAlive();
    var prefix = folder + "/";
    return names.keySet().stream()
        .filter(path -> path.startsWith(prefix))
        .map(path -> path.substring(prefix.length()))
        .toList();
  }

  @Override
  public synchronized boolean exists(String path) {
    return names.containsKey(path);
  }

  @Override
  public synchronized DiskFile create(String path) throws IOException {
    step();
    var content = new Content();
    rename(map -> map.put(path, content));
    return new OpenFile(content);
  }

  @Override
  public synchronized DiskFile open(String path) throws IOException {
    checkAlive();
    var content = names.get(path);
    if (content == null) {
      throw new FileNotFoundException(path);
    }
    return new OpenFile(content);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    step();
    var content = names.get(from);
    if (content == null) {
      throw new FileNotFoundException(from);
    }
    rename(
        map -> {
          map.remove(from, content);
          map.put(to, content);
        });
  }

  @Override
  public synchronized void delete(String path) throws IOException {
    step();
    rename(map -> map.remove(path));
  }

  @Override
  public synchronized void syncFolder(String folder) throws IOException {
    step();
    durableNames.clear();
    durableNames.putAll(names);
    nameChanges.clear();
  }

  @Override
  public String describe(String path) {
    return "/disk/" + path;
  }

  @Override
  public void close() {
    // The bytes stay for the next one.
  }

  private void rename(Consumer<Map<String, Content>> change) {
    change.accept(names);
    nameChanges.add(change);
  }

  private void step() throws IOException {
    checkAlive();
    steps++;
  }

  private void checkAlive() throws IOException {
    if (steps >= crashAt) {
      throw new Crash();
    }
  }

  private final class OpenFile implements DiskFile {

    private final Content content;

    OpenFile(Content content) {
      this.content = content;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      synchronized (FaultyDisk.this) {
        checkAlive();
        int left = (int) (content.bytes.length - position);
        if (left <= 0) {
          return -1;
        }
        int size = Math.min(left, target.remaining());
        target.put(content.bytes, (int) position, size);
        return size;
      }
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      synchronized (FaultyDisk.this) {
        step();
        int size = (int) Math.min(source.remaining(), spaceLeft);
        spaceLeft -= size;
        int end = (int) position + size;
        if (end > content.bytes.length) {
          content.bytes = Arrays.copyOf(content.bytes, end);
          content.sizeChanged = true;
        }
        source.get(content.bytes, (int) position, size);
        if (source.hasRemaining()) {
          throw new IOException("No space left on device");
        }
      }
    }

    @Override
    public void force() throws IOException {
      synchronized (FaultyDisk.this) {
        step();
        if (forceFails) {
          throw new IOException("Input/output error");
        }
        content.durable = content.bytes.clone();
        content.sizeChanged = false;
      }
    }

    @Override
    public long size() throws IOException {
      synchronized (FaultyDisk.this) {
        checkAlive();
        return content.bytes.length;
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (FaultyDisk.this) {
        step();
        if (size < content.bytes.length) {
          content.bytes = Arrays.copyOf(content.bytes, (int) size);
          content.sizeChanged = true;
        }
      }
    }

    @Override
    public void close() {
      // The bytes stay with the name.
    }
  }
}

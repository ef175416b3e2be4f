package praetor.raft.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import praetor.raft.disk.Disk;
import praetor.raft.disk.DiskFile;

/**
 * The vote in two slots that are written in turn: a torn write spoils one slot and leaves the vote
 * before it, which is the one that was acknowledged. The file is born with both slots good, so one
 * without a good slot is damaged, however little it holds.
 *
 * <p>A slot, big-endian: magic, u64 generation, u64 term, u16 length and bytes of the voted-for id,
 * zeros, u32 CRC32C in the last bytes. Safe for any thread.
 */
public final class VoteFile implements Closeable {

  static final int SLOT_BYTES = 512;

  /** Slots lie in different pages, which a disk does not tear together. */
  static final int SLOT_DISTANCE = 4_096;

  private static final long MAGIC = 0x5052_4145_564f_5445L;
  private static final int CRC_AT = SLOT_BYTES - 4;

  private final DiskFile file;
  private Slot current;

  private VoteFile(DiskFile file, Slot current) {
    this.file = file;
    this.current = current;
  }

  private record Slot(long generation, Vote vote) {}

  /**
   * Opens the vote of a folder, or begins with none.
   *
   * @throws DamagedStoreException when no slot can be read
   */
  public static VoteFile open(Disk disk, String folder) throws IOException {
    disk.createFolder(folder);
    var path = folder + "/vote";
    if (!disk.exists(path)) {
      create(disk, folder, path);
    }
    var file = disk.open(path);
    var newest = newer(read(file, 0), read(file, SLOT_DISTANCE));
    if (newest.isEmpty()) {
      file.close();
      throw new DamagedStoreException(
          "vote file "
              + disk.describe(path)
              + " is damaged: this server cannot know whom it voted for");
    }
    return new VoteFile(file, newest.get());
  }

  public synchronized Vote vote() {
    return current.vote();
  }

  /** When it returns, the vote is durable. */
  public synchronized void save(Vote vote) throws IOException {
    var next = new Slot(current.generation() + 1, vote);
    file.write(encode(next), position(next.generation()));
    file.force();
    current = next;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static void create(Disk disk, String folder, String path) throws IOException {
    var draft = path + ".new";
    try (var file = disk.create(draft)) {
      file.write(encode(new Slot(0, Vote.NONE)), position(0));
      file.write(encode(new Slot(1, Vote.NONE)), position(1));
      file.force();
    }
    disk.rename(draft, path);
    disk.syncFolder(folder);
  }

  private static long position(long generation) {
    return generation % 2 * SLOT_DISTANCE;
  }

  private static Optional<Slot> newer(Optional<Slot> a, Optional<Slot> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.or(() -> b);
    }
    return a.get().generation() > b.get().generation() ? a : b;
  }

  private static ByteBuffer encode(Slot slot) {
    var id = slot.vote().votedFor().getBytes(StandardCharsets.UTF_8);
    var buffer = ByteBuffer.allocate(SLOT_BYTES);
    buffer
        .putLong(MAGIC)
        .putLong(slot.generation())
        .putLong(slot.vote().term())
        .putShort((short) id.length)
        .put(id);
    return buffer.putInt(CRC_AT, checksum(buffer)).rewind();
  }

  private static Optional<Slot> read(DiskFile file, long position) throws IOException {
    var buffer = ByteBuffer.allocate(SLOT_BYTES);
    long at = position;
    while (buffer.hasRemaining()) {
      int n = file.read(buffer, at);
      if (n < 0) {
        return Optional.empty();
      }
      at += n;
    }
    return decode(buffer.flip());
  }

  private static Optional<Slot> decode(ByteBuffer buffer) {
    if (buffer.getLong(0) != MAGIC || buffer.getInt(CRC_AT) != checksum(buffer)) {
      return Optional.empty();
    }
    var id = new byte[buffer.getShort(24)];
    buffer.get(26, id);
    var vote = new Vote(buffer.getLong(16), new String(id, StandardCharsets.UTF_8));
    return Optional.of(new Slot(buffer.getLong(8), vote));
  }

  private static int checksum(ByteBuffer buffer) {
    var crc = new CRC32C();
    crc.update(buffer.slice(0, CRC_AT));
    return (int) crc.getValue();
  }
}

package praetor.state.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;

/**
 * Reads archives, of Consul or of Praetor, a piece at a time.
 *
 * <p>The checksums stand behind what they are for: until {@link #read} returns, nothing that was
 * read may be relied on. Whoever is about to change something reads twice: once with {@link
 * #verify}.
 *
 * <p>Source: the texts with which Consul 1.21.4 refuses archives. It refuses zeros behind the end
 * of the tar, too, which most other programs write; we take them.
 */
public final class ArchiveReader {
  /** Meta data of a datacenter with thousands of servers fit. */
  private static final int META_BYTES_MAX = 1 << 20;

  private static final int SUMS_BYTES_MAX = 64 << 10;

  /** Twenty times what tar programs pad to. */
  private static final int END_BYTES_MAX = 200 << 10;

  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream tar;
  private final long stateBytesMax;
  private final StateConsumer consumer;
  private final Map<String, Bytes> sums = new HashMap<>();
  private final Map<String, byte[]> small = new HashMap<>();

  private ArchiveReader(InputStream tar, long stateBytesMax, StateConsumer consumer) {
    this.tar = tar;
    this.stateBytesMax = stateBytesMax;
    this.consumer = consumer;
  }

  /** Takes the state while it is read. What it leaves is passed over. */
  @FunctionalInterface
  public interface StateConsumer {
    void accept(InputStream state) throws IOException, DecodeException;
  }

  /** Reads an archive to its end and checks everything but the meaning of its records. */
  public static ArchiveMeta verify(InputStream archive, long stateBytesMax)
      throws IOException, DecodeException {
    return read(archive, stateBytesMax, _ -> {});
  }

  /**
   * Like {@link #verify}, and refuses what cannot be restored though it is whole: a version that
   * does not exist yet, a size that is not the state's.
   */
  public static ArchiveMeta verifyForRestore(InputStream archive, long stateBytesMax)
      throws IOException, DecodeException {
    var counted = new Counted();
    var meta = read(archive, stateBytesMax, counted);
    if (meta.version() < 0 || meta.version() > ArchiveMeta.VERSION) {
      throw unrestorable("unsupported snapshot version " + meta.version());
    }
    if (meta.size() != counted.bytes) {
      throw unrestorable(
          "failed to write snapshot, size didn't match (%d != %d)"
              .formatted(counted.bytes, meta.size()));
    }
    return meta;
  }

  private static DecodeException unrestorable(String why) {
    return new DecodeException("Raft error when restoring snapshot: " + why);
  }

  /** Takes a state for its length alone. */
  private static final class Counted implements StateConsumer {
    private long bytes;

    @Override
    public void accept(InputStream state) throws IOException {
      bytes = state.transferTo(OutputStream.nullOutputStream());
    }
  }

  /**
   * Reads an archive to its end.
   *
   * @param stateBytesMax a larger state is refused before it is read
   * @throws DecodeException what is wrong with it, in Consul's words
   * @throws IOException the stream or the consumer failed
   */
  public static ArchiveMeta read(InputStream archive, long stateBytesMax, StateConsumer consumer)
      throws IOException, DecodeException {
    try (var gunzip = Gunzip.open(archive)) {
      var reader = new ArchiveReader(gunzip, stateBytesMax, consumer);
      var meta = reader.files();
      reader.end();
      return meta;
    } catch (Gunzip.DamagedException e) {
      throw new DecodeException(String.valueOf(e.getMessage()), e);
    }
  }

  private ArchiveMeta files() throws IOException, DecodeException {
    try {
      for (var block = block(); !TarHeader.isZero(block); block = block()) {
        entry(header(block));
      }
      checkSums();
      return meta();
    } catch (StateException e) {
      throw e.cause;
    } catch (DecodeException e) {
      throw new DecodeException("failed to read snapshot file: " + e.getMessage(), e);
    }
  }

  /** What a consumer found wrong, on its way past the words that are for the archive. */
  private static final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final DecodeException cause;

    StateException(DecodeException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** The next block of headers; zeros also at the end of a stream that lacks the end mark. */
  private byte[] block() throws IOException, DecodeException {
    try {
      var block = tar.readNBytes(TarHeader.BLOCK_BYTES);
      if (block.length == 0) {
        return new byte[TarHeader.BLOCK_BYTES];
      }
      if (block.length < TarHeader.BLOCK_BYTES) {
        throw new DecodeException("failed reading snapshot: " + Gunzip.UNEXPECTED_END);
      }
      return block;
    } catch (Gunzip.DamagedException e) {
      throw new DecodeException("failed reading snapshot: " + e.getMessage(), e);
    }
  }

  private static TarHeader header(byte[] block) throws DecodeException {
    try {
      return TarHeader.decode(block);
    } catch (DecodeException e) {
      throw new DecodeException("failed reading snapshot: " + e.getMessage(), e);
    }
  }

  private void entry(TarHeader header) throws IOException, DecodeException {
    if (!header.isFile()) {
      // Further properties of the next file.
      drain(new EntryStream(header.size()), header.size());
      return;
    }
    if (sums.containsKey(header.name()) || small.containsKey(header.name())) {
      throw new DecodeException("file \"" + header.name() + "\" is there twice");
    }
    switch (header.name()) {
      case ArchiveWriter.META -> meta(header);
      case ArchiveWriter.STATE -> state(header);
      case ArchiveWriter.SUMS -> small.put(header.name(), whole(header, SUMS_BYTES_MAX));
      default -> throw new DecodeException("unexpected file \"" + header.name() + "\" in snapshot");
    }
  }

  private void meta(TarHeader header) throws IOException, DecodeException {
    var bytes = whole(header, META_BYTES_MAX);
    sums.put(header.name(), Bytes.owned(Digests.sha256().digest(bytes)));
    small.put(header.name(), bytes);
    // Told before the rest is read: what is no JSON is no snapshot.
    meta();
  }

  private void state(TarHeader header) throws IOException, DecodeException {
    if (header.size() > stateBytesMax) {
      throw new DecodeException(
          "state.bin has %d bytes, more than the %d that are taken"
              .formatted(header.size(), stateBytesMax));
    }
    var in = new EntryStream(header.size());
    try {
      consumer.accept(in);
    } catch (DecodeException e) {
      throw new StateException(e);
    } catch (Gunzip.DamagedException e) {
      throw cut(e);
    }
    drain(in, header.size());
    sums.put(header.name(), Bytes.owned(in.digest.digest()));
  }

  private byte[] whole(TarHeader header, int bytesMax) throws IOException, DecodeException {
    if (header.size() > bytesMax) {
      throw new DecodeException(
          "%s has %d bytes, more than %d".formatted(header.name(), header.size(), bytesMax));
    }
    var in = new EntryStream(header.size());
    try {
      var bytes = in.readAllBytes();
      drain(in, header.size());
      return bytes;
    } catch (Gunzip.DamagedException e) {
      throw cut(e);
    }
  }

  private void drain(EntryStream in, long size) throws IOException, DecodeException {
    try {
      var buffer = new byte[BUFFER_BYTES];
      while (in.read(buffer, 0, buffer.length) >= 0) {
        // Only its digest is wanted.
      }
      int padding = TarHeader.padding(size);
      if (tar.readNBytes(padding).length < padding) {
        throw new DecodeException(
            "failed to read or write snapshot data: " + Gunzip.UNEXPECTED_END);
      }
    } catch (Gunzip.DamagedException e) {
      throw cut(e);
    }
  }

  private static DecodeException cut(Gunzip.DamagedException e) {
    return new DecodeException("failed to read or write snapshot data: " + e.getMessage(), e);
  }

  private void checkSums() throws DecodeException {
    try {
      var left = new HashMap<>(sums);
      var lines =
          new String(small.getOrDefault(ArchiveWriter.SUMS, new byte[0]), StandardCharsets.UTF_8);
      for (var line : lines.lines().toList()) {
        checkSum(line, left);
      }
      for (var name : new String[] {ArchiveWriter.META, ArchiveWriter.STATE}) {
        if (left.containsKey(name) || !sums.containsKey(name)) {
          throw new DecodeException("file missing for \"" + name + "\"");
        }
      }
    } catch (DecodeException e) {
      throw new DecodeException("failed checking integrity of snapshot: " + e.getMessage(), e);
    }
  }

  private void checkSum(String line, Map<String, Bytes> left) throws DecodeException {
    int gap = line.indexOf("  ");
    if (gap <= 0) {
      throw new DecodeException("malformed line \"" + line + "\"");
    }
    var name = line.substring(gap + 2);
    var sum = sums.get(name);
    if (sum == null) {
      throw new DecodeException("list missing hash for \"" + name + "\"");
    }
    if (!sum.equals(hex(line.substring(0, gap)))) {
      throw new DecodeException("hash check failed for \"" + name + "\"");
    }
    left.remove(name);
  }

  private static Bytes hex(String digits) throws DecodeException {
    try {
      return Bytes.owned(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      throw new DecodeException("malformed checksum \"" + digits + "\"", e);
    }
  }

  private ArchiveMeta meta() throws DecodeException {
    try {
      var json = JsonReader.readWhole(small.getOrDefault(ArchiveWriter.META, new byte[0]));
      return ArchiveMeta.SHAPE.readJson(json, JsonPath.lenient());
    } catch (DecodeException e) {
      throw new DecodeException("failed to decode snapshot metadata: " + e.getMessage(), e);
    }
  }

  /** Zeros may follow, nothing else. */
  private void end() throws IOException, DecodeException {
    // The first block of the end mark has been read, the second has not.
    long unread = -TarHeader.BLOCK_BYTES;
    boolean zeros = true;
    var buffer = new byte[BUFFER_BYTES];
    for (int n = tar.read(buffer); n >= 0 && unread <= END_BYTES_MAX; n = tar.read(buffer)) {
      for (int i = 0; i < n; i++) {
        zeros &= buffer[i] == 0;
      }
      unread += n;
    }
    if (!zeros || unread > END_BYTES_MAX) {
      throw new DecodeException(Math.max(0, unread) + " unread uncompressed bytes remain");
    }
  }

  /** The bytes of one file, summed up. */
  private final class EntryStream extends InputStream {
    private final MessageDigest digest = Digests.sha256();
    private long left;

    EntryStream(long size) {
      left = size;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = tar.read(into, start, (int) Math.min(left, length));
      if (count < 0) {
        throw new Gunzip.DamagedException(Gunzip.UNEXPECTED_END);
      }
      digest.update(into, start, count);
      left -= count;
      return count;
    }
  }
}

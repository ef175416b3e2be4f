package praetor.state.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Writes archives as Consul does: three files in one order, and behind the end of the tar nothing,
 * for Consul refuses a single byte more there.
 */
public final class ArchiveWriter {
  static final String META = "meta.json";
  static final String STATE = "state.bin";
  static final String SUMS = "SHA256SUMS";

  /** Two blocks of zeros end a tar. */
  private static final int END_BYTES = 2 * TarHeader.BLOCK_BYTES;

  private static final int BUFFER_BYTES = 64 << 10;

  private final OutputStream tar;
  private final long timeSeconds;

  private ArchiveWriter(OutputStream tar, long timeSeconds) {
    this.tar = tar;
    this.timeSeconds = timeSeconds;
  }

  /** Writes a state; the same bytes each time it is called. */
  @FunctionalInterface
  public interface State {
    void writeTo(OutputStream out) throws IOException;
  }

  /** How many bytes a state has: it has to be known before the first of them is written. */
  public static long sizeOf(State state) throws IOException {
    var counter = new Counter();
    state.writeTo(counter);
    return counter.count;
  }

  /**
   * Writes an archive. Does not close the stream.
   *
   * @param meta with the size of the state
   * @param timeMs when the snapshot was taken
   */
  public static void write(ArchiveMeta meta, long timeMs, State state, OutputStream out)
      throws IOException {
    var gzip = new FastGzip(out);
    new ArchiveWriter(gzip, timeMs / 1_000).write(meta, state);
    gzip.finish();
    gzip.flush();
  }

  private void write(ArchiveMeta meta, State state) throws IOException {
    var json = new String(ArchiveMeta.SHAPE.toJson(meta), StandardCharsets.UTF_8) + "\n";
    var metaBytes = json.getBytes(StandardCharsets.UTF_8);
    file(META, metaBytes);
    var digest = Digests.sha256();
    tar.write(TarHeader.encode(STATE, meta.size(), timeSeconds));
    var out = new Summing(tar, digest);
    state.writeTo(out);
    if (out.count != meta.size()) {
      throw new IOException(
          "the state has " + out.count + " bytes where it had " + meta.size() + " before");
    }
    pad(meta.size());
    file(
        SUMS,
        (sumLine(Digests.sha256().digest(metaBytes), META) + sumLine(digest.digest(), STATE))
            .getBytes(StandardCharsets.US_ASCII));
    tar.write(new byte[END_BYTES]);
  }

  private void file(String name, byte[] bytes) throws IOException {
    tar.write(TarHeader.encode(name, bytes.length, timeSeconds));
    tar.write(bytes);
    pad(bytes.length);
  }

  private void pad(long size) throws IOException {
    tar.write(new byte[TarHeader.padding(size)]);
  }

  private static String sumLine(byte[] sum, String name) {
    return HexFormat.of().formatHex(sum) + "  " + name + "\n";
  }

  /** Quick rather than tight: a snapshot is taken while the server serves. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER_BYTES);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] bytes, int start, int length) {
      count += length;
    }
  }

  private static final class Summing extends FilterOutputStream {
    private final MessageDigest digest;
    private long count;

    Summing(OutputStream out, MessageDigest digest) {
      super(out);
      this.digest = digest;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int start, int length) throws IOException {
      out.write(bytes, start, length);
      digest.update(bytes, start, length);
      count += length;
    }
  }
}

package praetor.state.archive;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import praetor.model.DecodeException;

/**
 * Decompresses gzip. What is wrong with the data is thrown as a {@link DamagedException} in the
 * words of Go's library, which Consul's users know; other failures are the stream's own.
 */
final class Gunzip extends FilterInputStream {
  private static final int HEADER_BYTES = 10;
  private static final int BUFFER_BYTES = 64 << 10;
  static final String UNEXPECTED_END = "unexpected EOF";

  private Gunzip(InputStream in) {
    super(in);
  }

  /** The data is no whole gzip. Becomes a {@link DecodeException} where the place is known. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
      super(message);
    }

    DamagedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Begins.
   *
   * @throws DecodeException the stream does not begin as gzip does
   */
  static Gunzip open(InputStream in) throws IOException, DecodeException {
    var head = in.readNBytes(HEADER_BYTES);
    if (head.length < HEADER_BYTES) {
      throw undecodable(head.length == 0 ? "EOF" : UNEXPECTED_END);
    }
    if (head[0] != 0x1f || head[1] != (byte) 0x8b || head[2] != 8) {
      throw undecodable("gzip: invalid header");
    }
    var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
    try {
      return new Gunzip(new Members(whole));
    } catch (EOFException _) {
      throw undecodable(UNEXPECTED_END);
    } catch (ZipException _) {
      throw undecodable("gzip: invalid header");
    }
  }

  private static DecodeException undecodable(String why) {
    return new DecodeException("failed to decompress snapshot: " + why);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    try {
      return in.read(into, start, length);
    } catch (EOFException e) {
      throw new DamagedException(UNEXPECTED_END, e);
    } catch (ZipException e) {
      boolean trailer = String.valueOf(e.getMessage()).contains("trailer");
      throw new DamagedException(trailer ? "gzip: invalid checksum" : corrupt(), e);
    }
  }

  private String corrupt() {
    long offset = in instanceof Members members ? members.offset() : 0;
    return "flate: corrupt input before offset " + offset;
  }

  /** Java's decompressor, which knows how far it has come. */
  private static final class Members extends GZIPInputStream {
    Members(InputStream in) throws IOException {
      super(in, BUFFER_BYTES);
    }

    long offset() {
      return inf.getBytesRead();
    }
  }
}

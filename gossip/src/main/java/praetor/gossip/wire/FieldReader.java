package praetor.gossip.wire;

import java.nio.ByteBuffer;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;

/**
 * Reads the fields of gossip messages: nil leaves a field at zero, unknown names are passed over.
 *
 * <p>Source: Consul 1.21.4 takes str8 for text and any width of integer, and refuses bin in text:
 * "Unrecognized descriptor byte: hex: c4".
 */
public final class FieldReader {
  /** What to do with one field of a map: read its value, or {@link #skip} it. */
  public interface Field {
    void read(String name) throws DecodeException;
  }

  private static final long UINT32_MAX = 0xffff_ffffL;

  private final ByteBuffer in;
  private final PackReader pack;

  public FieldReader(ByteBuffer in) {
    this.in = in;
    this.pack = new PackReader(in);
  }

  public static FieldReader of(Bytes bytes) {
    return new FieldReader(ByteBuffer.wrap(bytes.array()));
  }

  public void map(Field field) throws DecodeException {
    if (pack.skipNil()) {
      return;
    }
    int pairs = pack.mapHeader();
    for (int i = 0; i < pairs; i++) {
      field.read(text());
    }
    pack.end();
  }

  /** Begins a list; its length, 0 for nil. Each element must be read by the caller. */
  public int listHeader() throws DecodeException {
    if (pack.skipNil()) {
      return 0;
    }
    int length = pack.arrayHeader();
    // Lists of messages do not nest in each other: the depth is the reader's only at this point.
    pack.end();
    return length;
  }

  public boolean skipNil() throws DecodeException {
    return pack.skipNil();
  }

  public void skip() throws DecodeException {
    pack.skip();
  }

  public String text() throws DecodeException {
    if (pack.skipNil()) {
      return "";
    }
    int head = in.get(in.position()) & 0xff;
    if (head >= 0xc4 && head <= 0xc6) {
      throw new DecodeException(
          "Unrecognized descriptor byte: hex: " + Integer.toHexString(head) + ", dec: " + head);
    }
    return pack.string();
  }

  public Bytes bytes() throws DecodeException {
    return pack.skipNil() ? Bytes.EMPTY : Bytes.owned(pack.raw());
  }

  public boolean bool() throws DecodeException {
    return !pack.skipNil() && pack.bool();
  }

  public long uint32() throws DecodeException {
    return unsigned(UINT32_MAX);
  }

  public int uint16() throws DecodeException {
    return (int) unsigned(0xffff);
  }

  public int uint8() throws DecodeException {
    return (int) unsigned(0xff);
  }

  /** An unsigned 64-bit number in the long that stands for it. */
  public long uint64() throws DecodeException {
    return pack.skipNil() ? 0 : pack.unsigned();
  }

  /** A signed number. */
  public long int64() throws DecodeException {
    return pack.skipNil() ? 0 : pack.integer();
  }

  /** A number of things, from 0 to the maximum. */
  public int count(int max) throws DecodeException {
    long number = int64();
    if (number < 0 || number > max) {
      throw new DecodeException("count " + number + " is not between 0 and " + max);
    }
    return (int) number;
  }

  public double float64() throws DecodeException {
    return pack.skipNil() ? 0 : pack.float64();
  }

  private long unsigned(long max) throws DecodeException {
    long number = uint64();
    if (number < 0 || number > max) {
      throw new DecodeException("number " + Long.toUnsignedString(number) + " is above " + max);
    }
    return number;
  }
}

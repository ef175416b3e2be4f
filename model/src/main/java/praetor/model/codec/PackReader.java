package praetor.model.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import praetor.model.DecodeException;

/**
 * Reads MessagePack: the forms that Consul writes and also str8 and bin, which others send.
 *
 * <p>Lengths are checked against what is there before anything is reserved, so that a short hostile
 * message costs no memory. Owned by one thread.
 */
public final class PackReader {
  /** What the next value is. */
  public enum Kind {
    NIL,
    BOOL,
    INTEGER,
    FLOAT,
    RAW,
    ARRAY,
    MAP
  }

  /**
   * Deeper nesting is refused: no record of Consul's comes near it, and a stack must not overflow.
   */
  private static final int DEPTH_MAX = 200;

  private final ByteBuffer in;
  private int depth;
  private int unknownFields;

  /** Reads from the buffer's position on, which it moves. */
  public PackReader(ByteBuffer in) {
    this.in = in;
  }

  public PackReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  public boolean hasMore() {
    return in.hasRemaining();
  }

  /** A byte without MessagePack's form: record types of a snapshot. */
  public int rawByte() throws DecodeException {
    return next();
  }

  public Kind peek() throws DecodeException {
    need(1);
    int head = in.get(in.position()) & 0xff;
    if (head < 0x80 || head >= 0xe0 || head >= 0xcc && head <= 0xd3) {
      return Kind.INTEGER;
    }
    if (head < 0x90 || head == 0xde || head == 0xdf) {
      return Kind.MAP;
    }
    if (head < 0xa0 || head == 0xdc || head == 0xdd) {
      return Kind.ARRAY;
    }
    if (head < 0xc0 || head >= 0xd9 && head <= 0xdb || head >= 0xc4 && head <= 0xc6) {
      return Kind.RAW;
    }
    return switch (head) {
      case 0xc0 -> Kind.NIL;
      case 0xc2, 0xc3 -> Kind.BOOL;
      case 0xca, 0xcb -> Kind.FLOAT;
      default -> throw bad("unknown MessagePack byte 0x" + Integer.toHexString(head));
    };
  }

  /** Whether an integer below 0 is next. */
  public boolean isNegative() throws DecodeException {
    need(1);
    int head = in.get(in.position()) & 0xff;
    boolean signed = head >= 0xd0 && head <= 0xd3;
    if (signed) {
      need(2);
    }
    return head >= 0xe0 || signed && in.get(in.position() + 1) < 0;
  }

  /** Reads a nil when one is next. */
  public boolean skipNil() throws DecodeException {
    need(1);
    if (in.get(in.position()) != (byte) 0xc0) {
      return false;
    }
    next();
    return true;
  }

  public boolean bool() throws DecodeException {
    int head = next();
    return switch (head) {
      case 0xc2 -> false;
      case 0xc3 -> true;
      default -> throw bad("expected a bool");
    };
  }

  /** Reads a signed integer; one above 2^63 - 1 is refused. */
  public long integer() throws DecodeException {
    boolean large = in.hasRemaining() && (in.get(in.position()) & 0xff) == 0xcf;
    long number = anyInteger();
    if (large && number < 0) {
      throw bad("integer above 2^63-1");
    }
    return number;
  }

  /** Reads an unsigned integer into the long that stands for it; a negative one is refused. */
  public long unsigned() throws DecodeException {
    boolean large = in.hasRemaining() && (in.get(in.position()) & 0xff) == 0xcf;
    long number = anyInteger();
    if (number < 0 && !large) {
      throw bad("negative value in an unsigned field");
    }
    return number;
  }

  private long anyInteger() throws DecodeException {
    int head = next();
    if (head < 0x80) {
      return head;
    }
    if (head >= 0xe0) {
      return (byte) head;
    }
    return switch (head) {
      case 0xcc -> next();
      case 0xcd -> bigEndian(2);
      case 0xce -> bigEndian(4);
      case 0xcf, 0xd3 -> bigEndian(8);
      case 0xd0 -> (byte) next();
      case 0xd1 -> (short) bigEndian(2);
      case 0xd2 -> (int) bigEndian(4);
      default -> throw bad("expected an integer");
    };
  }

  /** Reads a float; an integer is taken too, as Consul's decoder does. */
  public double float64() throws DecodeException {
    if (peek() == Kind.INTEGER) {
      boolean large = (in.get(in.position()) & 0xff) == 0xcf;
      long number = anyInteger();
      // Two halves: the long stands for a number from 2^63 on.
      return large && number < 0 ? (number >>> 1) * 2.0 : number;
    }
    int head = next();
    return switch (head) {
      case 0xca -> Float.intBitsToFloat((int) bigEndian(4));
      case 0xcb -> Double.longBitsToDouble(bigEndian(8));
      default -> throw bad("expected a float");
    };
  }

  public byte[] raw() throws DecodeException {
    var bytes = new byte[rawHeader()];
    in.get(bytes);
    return bytes;
  }

  /** The length of a string or of bytes, all of which are there. */
  private int rawHeader() throws DecodeException {
    int head = next();
    long length =
        switch (head) {
          case 0xd9, 0xc4 -> next();
          case 0xda, 0xc5 -> bigEndian(2);
          case 0xdb, 0xc6 -> bigEndian(4);
          default -> {
            if (head < 0xa0 || head >= 0xc0) {
              throw bad("expected a string");
            }
            yield head & 0x1f;
          }
        };
    need(length);
    return (int) length;
  }

  /** Passes over these very bytes if they are next: the name of a field that is expected. */
  boolean take(byte[] encoded) {
    int start = in.position();
    if (in.remaining() < encoded.length) {
      return false;
    }
    for (int i = 0; i < encoded.length; i++) {
      if (in.get(start + i) != encoded[i]) {
        return false;
      }
    }
    in.position(start + encoded.length);
    return true;
  }

  public String string() throws DecodeException {
    return new String(raw(), StandardCharsets.UTF_8);
  }

  /** The number of elements that follow; call {@link #end} after the last. */
  public int arrayHeader() throws DecodeException {
    int head = next();
    return switch (head) {
      case 0xdc -> begin(bigEndian(2), 1);
      case 0xdd -> begin(bigEndian(4), 1);
      default -> {
        if (head < 0x90 || head >= 0xa0) {
          throw bad("expected a list");
        }
        yield begin(head & 0xf, 1);
      }
    };
  }

  /** The number of key-value pairs that follow; call {@link #end} after the last. */
  public int mapHeader() throws DecodeException {
    int head = next();
    return switch (head) {
      case 0xde -> begin(bigEndian(2), 2);
      case 0xdf -> begin(bigEndian(4), 2);
      default -> {
        if (head < 0x80 || head >= 0x90) {
          throw bad("expected a map");
        }
        yield begin(head & 0xf, 2);
      }
    };
  }

  /** Leaves a list or map. */
  public void end() {
    depth--;
  }

  /** Passes over one value of any kind. */
  public void skip() throws DecodeException {
    switch (peek()) {
      case NIL, BOOL -> next();
      case INTEGER -> anyInteger();
      case FLOAT -> float64();
      case RAW -> pass(rawHeader());
      case ARRAY -> skipAll(arrayHeader());
      case MAP -> skipAll(2L * mapHeader());
    }
  }

  /** Passes over the value of a field that a record does not have. */
  void skipUnknown() throws DecodeException {
    unknownFields++;
    skip();
  }

  /** How many fields that their records do not have were passed over so far. */
  public int unknownFields() {
    return unknownFields;
  }

  private void pass(int length) {
    in.position(in.position() + length);
  }

  private void skipAll(long values) throws DecodeException {
    for (long i = 0; i < values; i++) {
      skip();
    }
    end();
  }

  private int begin(long length, int bytesEach) throws DecodeException {
    need(length * bytesEach);
    if (++depth > DEPTH_MAX) {
      throw bad("nested too deeply");
    }
    return (int) length;
  }

  private int next() throws DecodeException {
    need(1);
    return in.get() & 0xff;
  }

  private long bigEndian(int bytes) throws DecodeException {
    need(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | in.get() & 0xff;
    }
    return value;
  }

  private void need(long bytes) throws DecodeException {
    if (bytes > in.remaining()) {
      throw bad("unexpected end");
    }
  }

  private DecodeException bad(String what) {
    return new DecodeException("MessagePack: " + what + " at byte " + in.position());
  }
}

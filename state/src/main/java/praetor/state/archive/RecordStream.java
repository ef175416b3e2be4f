package praetor.state.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.PackReader;
import praetor.model.codec.Shape;

/**
 * The records of a {@code state.bin}: a header, then a type byte and a MessagePack value for each.
 * Each is whole in memory while it is read and not longer. Owned by one thread.
 */
public final class RecordStream {
  /** What stands before the value of a record. */
  private static final int TYPE_BYTES = 1;

  /** What a log entry may hold: nothing larger ever was a record. */
  private static final int RECORD_BYTES_MAX = 16 << 20;

  private static final int BUFFER_BYTES = 1 << 20;

  private final InputStream in;
  private ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private PackReader reader = new PackReader(bytes);
  private boolean ended;
  private int start;
  private int end;
  private int type;

  /** Records without a header. */
  public RecordStream(InputStream in) {
    this.in = in;
  }

  /** The first value of a snapshot. */
  public record Header(long lastIndex) {
    public static final Shape<Header> SHAPE =
        Shape.<Header>of("fsm.SnapshotHeader")
            .uint64("LastIndex", Header::lastIndex)
            .build(v -> new Header(v.next()));
  }

  /** Reads the header: once, before the first record. */
  public Header header() throws IOException, DecodeException {
    if (!find(0)) {
      throw new DecodeException("a snapshot without a header");
    }
    return Header.SHAPE.readPack(reader);
  }

  /**
   * Goes on to the next record, whether the present one was read or not.
   *
   * @return false at the end of the stream
   * @throws DecodeException what comes is no record, or the end of one is missing
   */
  public boolean next() throws IOException, DecodeException {
    bytes.position(Math.max(end, bytes.position()));
    if (!find(TYPE_BYTES)) {
      return false;
    }
    // A new one: the last may have been left in the middle of a list.
    reader = new PackReader(bytes);
    type = reader.rawByte();
    return true;
  }

  public int type() {
    return type;
  }

  /** Stands at the value of the present record, which whoever needs it reads. */
  public PackReader reader() {
    return reader;
  }

  /** How many bytes the present record has, its type included. */
  public int size() {
    return end - start;
  }

  /** The present record with its type, as it stands in the stream. */
  public Bytes record() {
    return copy(start);
  }

  /** The value of the present record. */
  public Bytes value() {
    return copy(start + TYPE_BYTES);
  }

  /** Another reader of the present record's value. */
  public PackReader again() {
    return new PackReader(bytes.duplicate().position(start + TYPE_BYTES).limit(end));
  }

  private Bytes copy(int from) {
    return Bytes.owned(Arrays.copyOfRange(bytes.array(), from, end));
  }

  private boolean find(int typeBytes) throws IOException, DecodeException {
    start = bytes.position();
    while (!isWhole(typeBytes)) {
      if (ended) {
        if (!bytes.hasRemaining()) {
          return false;
        }
        // Says what is missing.
        skip(typeBytes);
      }
      fill();
    }
    return true;
  }

  private boolean isWhole(int typeBytes) {
    if (bytes.remaining() <= typeBytes) {
      return false;
    }
    try {
      end = skip(typeBytes);
      return true;
    } catch (DecodeException _) {
      // Cut off, or damaged: which, the end of the stream will show.
      return false;
    }
  }

  private int skip(int typeBytes) throws DecodeException {
    if (bytes.remaining() <= typeBytes) {
      throw new DecodeException("unexpected end behind the type of a record");
    }
    var ahead = bytes.duplicate().position(start + typeBytes);
    new PackReader(ahead).skip();
    return ahead.position();
  }

  private void fill() throws IOException, DecodeException {
    int kept = bytes.remaining();
    if (kept > RECORD_BYTES_MAX) {
      throw new DecodeException("a record of more than " + RECORD_BYTES_MAX + " bytes");
    }
    var more =
        kept > bytes.capacity() / 2 ? ByteBuffer.allocate(2 * bytes.capacity()) : bytes.duplicate();
    System.arraycopy(bytes.array(), bytes.position(), more.array(), 0, kept);
    int read = in.readNBytes(more.array(), kept, more.capacity() - kept);
    ended = read < more.capacity() - kept;
    bytes = more.limit(kept + read).position(0);
    reader = new PackReader(bytes);
    start = 0;
    end = 0;
  }
}

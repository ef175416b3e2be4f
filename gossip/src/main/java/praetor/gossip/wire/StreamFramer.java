package praetor.gossip.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import praetor.model.DecodeException;

/**
 * Collects the bytes of one message of a stream and tells when it is whole: only encrypted ones say
 * their length.
 *
 * <p>Owned by the thread of its stream. Memory is bounded by {@link #MAX_BYTES}.
 */
public final class StreamFramer {
  /** Source: memberlist refuses an encrypted message above 20 MiB. */
  public static final int MAX_BYTES = 20 << 20;

  private static final int FIRST_BYTES = 4_096;

  /** What comes next. */
  private enum Part {
    TYPE,
    LABEL_LENGTH,
    LABEL,
    SEALED_LENGTH,
    HEADER,
    NODE,
    RAW,
    DONE
  }

  private byte[] buffer = new byte[FIRST_BYTES];
  private int size;
  private int at;
  private Part part = Part.TYPE;
  private int type;
  // Where the header of the message began.
  private int headerStart;
  private PackSkimmer skimmer = new PackSkimmer();
  private int nodes;
  private long rawBytes;

  /**
   * Takes bytes as they came.
   *
   * @return whether the message is whole; what follows it is left alone
   */
  public boolean feed(byte[] in, int length) throws DecodeException {
    append(in, length);
    boolean moved = true;
    while (part != Part.DONE && moved) {
      moved = step();
    }
    return part == Part.DONE;
  }

  /** The message, once it is whole. */
  public byte[] message() {
    return Arrays.copyOf(buffer, at);
  }

  /** Whether nothing came yet. */
  public boolean isEmpty() {
    return size == 0;
  }

  private void append(byte[] in, int length) throws DecodeException {
    if (size + length > MAX_BYTES + FIRST_BYTES) {
      throw new DecodeException("stream message is larger than " + MAX_BYTES + " bytes");
    }
    if (size + length > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + length));
    }
    System.arraycopy(in, 0, buffer, size, length);
    size += length;
  }

  /** One step ahead; false when it needs more bytes. */
  private boolean step() throws DecodeException {
    return switch (part) {
      case TYPE -> at < size && type(buffer[at++] & 0xff);
      case LABEL_LENGTH -> at < size && raw(buffer[at++] & 0xff, Part.LABEL);
      case LABEL -> pass(Part.TYPE);
      case SEALED_LENGTH -> size - at >= Integer.BYTES && sealed();
      case HEADER -> skim() && header();
      case NODE -> skim() && node();
      case RAW -> pass(Part.DONE);
      case DONE -> false;
    };
  }

  private boolean type(int first) throws DecodeException {
    type = first;
    part =
        switch (first) {
          case MessageType.LABEL -> Part.LABEL_LENGTH;
          case MessageType.ENCRYPT -> Part.SEALED_LENGTH;
          case MessageType.PING,
              MessageType.ACK,
              MessageType.PUSH_PULL,
              MessageType.USER,
              MessageType.COMPRESS,
              MessageType.ERROR ->
              Part.HEADER;
          default -> throw new DecodeException("msg type (" + first + ") not supported");
        };
    headerStart = at;
    return true;
  }

  private boolean raw(long bytes, Part next) throws DecodeException {
    if (bytes < 0 || bytes > MAX_BYTES) {
      throw new DecodeException("stream message is larger than " + MAX_BYTES + " bytes");
    }
    rawBytes = bytes;
    part = next;
    return true;
  }

  private boolean pass(Part next) {
    long step = Math.min(rawBytes, size - at);
    rawBytes -= step;
    at += (int) step;
    if (rawBytes > 0) {
      return false;
    }
    part = next;
    return true;
  }

  private boolean sealed() throws DecodeException {
    long length = ByteBuffer.wrap(buffer, at, Integer.BYTES).getInt() & 0xffff_ffffL;
    at += Integer.BYTES;
    return raw(length, Part.RAW);
  }

  private boolean skim() throws DecodeException {
    at = skimmer.feed(buffer, at, size);
    return skimmer.isDone();
  }

  private boolean header() throws DecodeException {
    var in = ByteBuffer.wrap(buffer, headerStart, at - headerStart);
    if (type == MessageType.PUSH_PULL) {
      var header = StreamHeader.read(in);
      nodes = header.nodes();
      rawBytes = header.userBytes();
      return nextNode();
    }
    if (type == MessageType.USER) {
      return raw(StreamHeader.read(in).userBytes(), Part.RAW);
    }
    part = Part.DONE;
    return true;
  }

  private boolean node() throws DecodeException {
    nodes--;
    return nextNode();
  }

  private boolean nextNode() throws DecodeException {
    if (nodes == 0) {
      return raw(rawBytes, Part.RAW);
    }
    skimmer = new PackSkimmer();
    part = Part.NODE;
    return true;
  }
}

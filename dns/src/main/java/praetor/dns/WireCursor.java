package praetor.dns;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in a message that arrived. It moves over names and records and never beyond the end,
 * whatever the bytes are: what is cut off or malformed is answered with null, false or -1.
 *
 * <p>Source: RFC 1035 section 4.1.
 */
final class WireCursor {
  static final int HEADER_BYTES = 12;

  /** A pointer needs two bytes, so a name of 255 bytes never needs more hops. */
  private static final int HOPS_MAX = 126;

  /** Type, class, TTL and the length of the data. */
  private static final int RECORD_FIXED_BYTES = 10;

  final byte[] message;
  final int end;
  int offset = HEADER_BYTES;

  /** Owner, class, TTL and length of the data of the record entered last. */
  DnsName recordOwner = DnsName.ROOT;

  int recordClass;
  int recordTtl;
  int recordLength;

  /**
   * @param end length of the message, at least {@link #HEADER_BYTES}
   */
  WireCursor(byte[] message, int end) {
    this.message = message;
    this.end = end;
  }

  int id() {
    return u16(0);
  }

  int bits() {
    return u16(2);
  }

  int questionCount() {
    return u16(4);
  }

  int answerCount() {
    return u16(6);
  }

  int authorityCount() {
    return u16(8);
  }

  int additionalCount() {
    return u16(10);
  }

  int u16(int at) {
    return ((message[at] & 0xff) << 8) | (message[at + 1] & 0xff);
  }

  int nextU16() {
    offset += 2;
    return u16(offset - 2);
  }

  int left() {
    return end - offset;
  }

  /** The name at the offset, which moves behind it; null when there is none. */
  @Nullable DnsName name() {
    var wire = new byte[DnsName.NAME_MAX_BYTES];
    int length = 0;
    int at = offset;
    int after = -1;
    int hops = 0;
    while (at < end) {
      int size = message[at] & 0xff;
      if (size == 0) {
        offset = after < 0 ? at + 1 : after;
        return DnsName.ofWire(Arrays.copyOf(wire, length + 1));
      }
      if (size >= 0xc0) {
        if (at + 1 >= end || ++hops > HOPS_MAX) {
          return null;
        }
        after = after < 0 ? at + 2 : after;
        at = u16(at) & 0x3fff;
      } else if (fits(size, at, length)) {
        System.arraycopy(message, at, wire, length, size + 1);
        length += size + 1;
        at += size + 1;
      } else {
        return null;
      }
    }
    return null;
  }

  private boolean fits(int labelBytes, int at, int nameBytes) {
    return labelBytes <= DnsName.LABEL_MAX_BYTES
        && at + labelBytes < end
        && nameBytes + labelBytes + 2 <= DnsName.NAME_MAX_BYTES;
  }

  /** Moves to the data of the record here; answers its type, or -1 when it is cut off. */
  int enterRecord() {
    var owner = name();
    if (owner == null || left() < RECORD_FIXED_BYTES) {
      return -1;
    }
    recordOwner = owner;
    int type = nextU16();
    recordClass = nextU16();
    recordTtl = (nextU16() << 16) | nextU16();
    recordLength = nextU16();
    return recordLength <= left() ? type : -1;
  }

  /** Steps over records; a message may end where a record would start. */
  boolean skipRecords(int count) {
    for (int i = 0; i < count && offset < end; i++) {
      if (enterRecord() < 0) {
        return false;
      }
      offset += recordLength;
    }
    return true;
  }
}

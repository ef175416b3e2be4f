package praetor.model.tls;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import praetor.model.Bytes;

/** Takes apart what {@link Der} writes. Source: ITU-T X.690. */
final class DerReader {
  private static final int LENGTH_BYTES_MAX = 3;

  private final byte[] bytes;
  private int at;

  private DerReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A value.
   *
   * @param encoded with tag and length
   */
  record Value(int tag, Bytes encoded, Bytes content) {
    /** What a value that is made of others holds. */
    List<Value> parts() throws GeneralSecurityException {
      return values(content.array());
    }

    /** The bytes of a bit string whose last byte is full. */
    byte[] bits() throws GeneralSecurityException {
      byte[] bits = content.array();
      if (bits.length == 0 || bits[0] != 0) {
        throw damaged();
      }
      return Arrays.copyOfRange(bits, 1, bits.length);
    }
  }

  /** All values that stand one after another. */
  static List<Value> values(byte[] bytes) throws GeneralSecurityException {
    var reader = new DerReader(bytes);
    var values = new ArrayList<Value>();
    while (reader.at < bytes.length) {
      values.add(reader.next());
    }
    return values;
  }

  private Value next() throws GeneralSecurityException {
    int start = at;
    int tag = octet();
    int length = length();
    if (length > bytes.length - at) {
      throw damaged();
    }
    int content = at;
    at += length;
    return new Value(
        tag,
        Bytes.owned(Arrays.copyOfRange(bytes, start, at)),
        Bytes.owned(Arrays.copyOfRange(bytes, content, at)));
  }

  private int length() throws GeneralSecurityException {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    int count = first & 0x7f;
    if (count == 0 || count > LENGTH_BYTES_MAX) {
      throw damaged();
    }
    int length = 0;
    for (int i = 0; i < count; i++) {
      length = length << 8 | octet();
    }
    return length;
  }

  private int octet() throws GeneralSecurityException {
    if (at == bytes.length) {
      throw damaged();
    }
    return bytes[at++] & 0xff;
  }

  static GeneralSecurityException damaged() {
    return new GeneralSecurityException("x509: malformed certificate request");
  }
}

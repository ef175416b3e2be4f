package praetor.state;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import praetor.model.Bytes;

/**
 * How names become keys of the tables: lower case where Consul compares without regard to case,
 * parts ended by a zero byte so that one name is never a prefix of another.
 */
final class Keys {
  /** What Consul says of an empty name where there must be one. */
  static final String MISSING_VALUE = "index error: object is missing a value for this index";

  private Keys() {}

  /** The topic of a name. */
  static Bytes topic(String name) {
    return Bytes.utf8(lower(name));
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The key of a name by itself. */
  static byte[] of(String part) {
    return join(part);
  }

  /** A key of several parts, the first being the most significant. */
  static byte[] join(String... parts) {
    var bytes = new byte[parts.length][];
    int length = parts.length;
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = lower(parts[i]).getBytes(StandardCharsets.UTF_8);
      length += bytes[i].length;
    }
    var key = new byte[length];
    int at = 0;
    for (byte[] part : bytes) {
      System.arraycopy(part, 0, key, at, part.length);
      at += part.length + 1;
    }
    return key;
  }

  /** A key of an index: the indexed part and the primary key behind it. */
  static byte[] concat(byte[] first, byte[] second) {
    var key = new byte[first.length + second.length];
    System.arraycopy(first, 0, key, 0, first.length);
    System.arraycopy(second, 0, key, first.length, second.length);
    return key;
  }
}

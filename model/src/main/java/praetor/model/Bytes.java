package praetor.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes that compares by content, unsigned and bytewise, as Go compares
 * strings.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes ownership: the caller must not change the array any more. */
  public static Bytes owned(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  public static Bytes copyOf(byte[] bytes) {
    return owned(bytes.clone());
  }

  public static Bytes utf8(String text) {
    return owned(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The array itself, for reading only: a copy for each reader would double the cost of every
   * answer.
   */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  public boolean startsWith(Bytes prefix) {
    return startsWith(bytes, prefix.bytes);
  }

  /** Whether {@code bytes} begins with {@code prefix}. */
  public static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** The first {@code length} bytes. */
  public Bytes head(int length) {
    return length == bytes.length ? this : owned(Arrays.copyOf(bytes, length));
  }

  /** As text; bytes that are not UTF-8 become U+FFFD. */
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length > 64 ? bytes.length + " bytes" : "0x" + HexFormat.of().formatHex(bytes);
  }
}

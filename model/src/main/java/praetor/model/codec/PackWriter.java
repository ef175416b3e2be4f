package praetor.model.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes MessagePack as Consul reads it: strings and bytes in the raw forms of the old
 * specification (no str8, no bin), integers in their shortest form.
 *
 * <p>Owned by one thread. Source: spec of the server RPC, observed on Consul 1.10 and 1.21.
 */
public final class PackWriter {
  private byte[] buffer;
  private int size;

  public PackWriter() {
    this(256);
  }

  public PackWriter(int capacity) {
    buffer = new byte[capacity];
  }

  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** The bytes written so far, in an array that may be longer and is written on. */
  public byte[] array() {
    return buffer;
  }

  /** Forgets what was written and keeps the memory. */
  public void clear() {
    size = 0;
  }

  /** Forgets what was written behind a place. */
  public void cutTo(int newSize) {
    size = newSize;
  }

  /** Writes a value that is MessagePack already. */
  public PackWriter encoded(byte[] value) {
    return put(value);
  }

  public PackWriter nil() {
    return put(0xc0);
  }

  public PackWriter bool(boolean flag) {
    return put(flag ? 0xc3 : 0xc2);
  }

  /** A byte without MessagePack's form: record types of a snapshot. */
  public PackWriter rawByte(int value) {
    return put(value);
  }

  public PackWriter integer(long number) {
    if (number >= 0) {
      return unsigned(number);
    }
    if (number >= -32) {
      return put((int) number);
    }
    if (number >= Byte.MIN_VALUE) {
      return put(0xd0).put((int) number);
    }
    if (number >= Short.MIN_VALUE) {
      return put(0xd1).bigEndian(number, 2);
    }
    if (number >= Integer.MIN_VALUE) {
      return put(0xd2).bigEndian(number, 4);
    }
    return put(0xd3).bigEndian(number, 8);
  }

  /** Writes a long as the unsigned number that it stands for. */
  public PackWriter unsigned(long number) {
    if (number < 0) {
      return put(0xcf).bigEndian(number, 8);
    }
    if (number < 0x80) {
      return put((int) number);
    }
    if (number <= 0xff) {
      return put(0xcc).put((int) number);
    }
    if (number <= 0xffff) {
      return put(0xcd).bigEndian(number, 2);
    }
    if (number <= 0xffff_ffffL) {
      return put(0xce).bigEndian(number, 4);
    }
    return put(0xcf).bigEndian(number, 8);
  }

  public PackWriter float64(double number) {
    return put(0xcb).bigEndian(Double.doubleToRawLongBits(number), 8);
  }

  public PackWriter string(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a name that {@link #encodedName} made before: the fast path of {@link Shape}. */
  void name(byte[] encoded) {
    put(encoded);
  }

  /** A string with its header. */
  static byte[] encodedName(String name) {
    return new PackWriter(32).string(name).toBytes();
  }

  public PackWriter raw(byte[] bytes) {
    int length = bytes.length;
    if (length < 32) {
      put(0xa0 | length);
    } else if (length <= 0xffff) {
      put(0xda).bigEndian(length, 2);
    } else {
      put(0xdb).bigEndian(length, 4);
    }
    return put(bytes);
  }

  public PackWriter arrayHeader(int length) {
    if (length < 16) {
      return put(0x90 | length);
    }
    return length <= 0xffff ? put(0xdc).bigEndian(length, 2) : put(0xdd).bigEndian(length, 4);
  }

  public PackWriter mapHeader(int length) {
    if (length < 16) {
      return put(0x80 | length);
    }
    return length <= 0xffff ? put(0xde).bigEndian(length, 2) : put(0xdf).bigEndian(length, 4);
  }

  private PackWriter bigEndian(long value, int bytes) {
    ensure(bytes);
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  private PackWriter put(int value) {
    ensure(1);
    buffer[size++] = (byte) value;
    return this;
  }

  private PackWriter put(byte[] bytes) {
    ensure(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
    return this;
  }

  private void ensure(int more) {
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}

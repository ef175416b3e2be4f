package praetor.http;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A body encoded once for many answers, as when one change wakes thousands of watchers. Its forms
 * for the socket and for gzip are made at first use and shared too. Safe for any thread.
 */
public final class SharedBytes {
  private final byte[] bytes;
  private volatile @Nullable ByteBuffer direct;
  private volatile @Nullable SharedBytes compressed;

  /**
   * Takes the bytes as they are.
   *
   * @param bytes handed over: must not change any more
   */
  public SharedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public int length() {
    return bytes.length;
  }

  /** The bytes themselves, not a copy: not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** A view of the bytes outside the heap, which a socket takes without copying. */
  public ByteBuffer direct() {
    var buffer = direct;
    if (buffer == null) {
      buffer = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
      direct = buffer;
    }
    return buffer.duplicate();
  }

  public boolean isCompressed() {
    return compressed != null;
  }

  /** The compressed form, made by {@code compressor} when it is the first to ask. */
  public SharedBytes compressed(UnaryOperator<byte[]> compressor) {
    var form = compressed;
    if (form == null) {
      form = new SharedBytes(compressor.apply(bytes));
      compressed = form;
    }
    return form;
  }
}

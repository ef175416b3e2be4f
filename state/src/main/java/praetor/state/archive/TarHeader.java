package praetor.state.archive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import praetor.model.DecodeException;

/**
 * The block before each file of a tar. Source: POSIX.1-2017 pax, section ustar Interchange Format;
 * sizes from 8 GiB on as GNU tar writes them.
 *
 * @param typeFlag what the entry is, {@code 0} for a file
 */
record TarHeader(String name, long size, char typeFlag) {
  static final int BLOCK_BYTES = 512;
  static final char FILE = '0';

  private static final char OLD_FILE = '\0';
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int CHECKSUM_AT = 148;
  private static final int CHECKSUM_BYTES = 8;
  private static final int NUMBER_BYTES = 12;
  private static final long OCTAL_MAX = (1L << 33) - 1;

  boolean isFile() {
    return typeFlag == FILE || typeFlag == OLD_FILE;
  }

  /** How many bytes follow a file to the end of its last block. */
  static int padding(long size) {
    return (int) (-size & (BLOCK_BYTES - 1));
  }

  /**
   * Writes a header of a file that only its owner may read.
   *
   * @param timeSeconds when it was changed
   */
  static byte[] encode(String name, long size, long timeSeconds) {
    var block = new byte[BLOCK_BYTES];
    text(block, 0, name);
    text(block, 100, "0000600");
    text(block, 108, "0000000");
    text(block, 116, "0000000");
    number(block, SIZE_AT, size);
    number(block, 136, timeSeconds);
    block[156] = FILE;
    text(block, 257, "ustar");
    text(block, 263, "00");
    text(block, 329, "0000000");
    text(block, 337, "0000000");
    Arrays.fill(block, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES, (byte) ' ');
    text(block, CHECKSUM_AT, "%06o\0".formatted(sum(block)));
    return block;
  }

  static TarHeader decode(byte[] block) throws DecodeException {
    if (!hasItsChecksum(block)) {
      throw bad();
    }
    long size = number(block, SIZE_AT, NUMBER_BYTES);
    if (size < 0) {
      throw bad();
    }
    return new TarHeader(text(block, 0, NAME_BYTES), size, (char) block[156]);
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasItsChecksum(byte[] block) throws DecodeException {
    var blank = block.clone();
    Arrays.fill(blank, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES, (byte) ' ');
    return number(block, CHECKSUM_AT, CHECKSUM_BYTES) == sum(blank);
  }

  private static int sum(byte[] block) {
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    return sum;
  }

  private static void text(byte[] block, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static void number(byte[] block, int at, long number) {
    if (number <= OCTAL_MAX) {
      text(block, at, "%011o".formatted(number));
    } else {
      block[at] = (byte) 0x80;
      ByteBuffer.wrap(block).putLong(at + NUMBER_BYTES - Long.BYTES, number);
    }
  }

  private static long number(byte[] block, int at, int length) throws DecodeException {
    if ((block[at] & 0x80) != 0) {
      return ByteBuffer.wrap(block).getLong(at + length - Long.BYTES);
    }
    var digits = text(block, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException _) {
      throw bad();
    }
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
  }

  private static DecodeException bad() {
    return new DecodeException("archive/tar: invalid tar header");
  }
}

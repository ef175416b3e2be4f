package praetor.gossip.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import praetor.model.DecodeException;

/**
 * LZW with 8-bit literals: least significant bit first, codes of 9 to 12 bits, 256 clears the
 * table, 257 ends.
 *
 * <p>Source: the GIF variant, as Go's compress/lzw documents it; packets of Consul 1.21.4.
 */
final class Lzw {
  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_WIDTH = 9;
  private static final int WIDTH_MAX = 12;
  private static final int CODES_MAX = 1 << WIDTH_MAX;
  private static final int NONE = -1;

  private Lzw() {}

  /**
   * Restores what was compressed.
   *
   * @param maxBytes more is refused: a small packet can stand for a thousand times its size
   */
  static byte[] decompress(byte[] in, int maxBytes) throws DecodeException {
    return new Decoder(in, maxBytes).run();
  }

  static byte[] compress(byte[] plain) {
    return new Encoder(plain).run();
  }

  private static final class Decoder {
    private final byte[] in;
    private final int maxBytes;
    private int at;
    private int bits;
    private int bitCount;
    private int width = FIRST_WIDTH;
    // The highest code that has a meaning, and what the last code was.
    private int highest = END;
    private int last = NONE;
    private final short[] prefix = new short[CODES_MAX];
    private final byte[] suffix = new byte[CODES_MAX];
    private final byte[] reversed = new byte[CODES_MAX];
    private byte[] out;
    private int size;

    Decoder(byte[] in, int maxBytes) {
      this.in = in;
      this.maxBytes = maxBytes;
      this.out = new byte[Math.min(maxBytes, Math.max(64, in.length * 3))];
    }

    byte[] run() throws DecodeException {
      while (true) {
        int code = next();
        if (code == END) {
          return Arrays.copyOf(out, size);
        }
        if (code == CLEAR) {
          width = FIRST_WIDTH;
          highest = END;
          last = NONE;
        } else {
          write(code);
        }
      }
    }

    private int next() throws DecodeException {
      while (bitCount < width) {
        if (at == in.length) {
          throw new DecodeException("LZW: unexpected end");
        }
        bits |= (in[at++] & 0xff) << bitCount;
        bitCount += 8;
      }
      int code = bits & (1 << width) - 1;
      bits >>>= width;
      bitCount -= width;
      return code;
    }

    private void write(int code) throws DecodeException {
      if (code > highest) {
        throw new DecodeException("LZW: invalid code");
      }
      int length = expand(code);
      if (last != NONE) {
        suffix[highest] = reversed[length - 1];
        prefix[highest] = (short) last;
      }
      append(length);
      last = code;
      highest++;
      grow();
    }

    /** Writes the code's bytes to {@code reversed}, last byte first. */
    private int expand(int code) {
      int length = 0;
      int c = code;
      if (c == highest && last != NONE) {
        // The code that is being defined just now: the last text and its own first byte again.
        c = last;
        length = 1;
      }
      for (; c > END; c = prefix[c]) {
        reversed[length++] = suffix[c];
      }
      reversed[length++] = (byte) c;
      if (code == highest && last != NONE) {
        reversed[0] = (byte) c;
      }
      return length;
    }

    private void append(int length) throws DecodeException {
      if (size + length > maxBytes) {
        throw new DecodeException("LZW: more than " + maxBytes + " bytes");
      }
      if (size + length > out.length) {
        out = Arrays.copyOf(out, Math.min(maxBytes, Math.max(out.length * 2, size + length)));
      }
      for (int i = length - 1; i >= 0; i--) {
        out[size++] = reversed[i];
      }
    }

    private void grow() {
      if (highest < 1 << width) {
        return;
      }
      if (width == WIDTH_MAX) {
        // The table is full: texts are read, and none is added, until the writer clears it.
        last = NONE;
        highest--;
      } else {
        width++;
      }
    }
  }

  private static final class Encoder {
    private static final int SLOTS = 1 << 14;
    private static final int MULTIPLIER = 0x9e3779b1;

    private final byte[] plain;
    private final ByteArrayOutputStream out;
    private int bits;
    private int bitCount;
    private int width = FIRST_WIDTH;
    private int highest = END;
    // Open addressing: key is (code << 8 | byte) + 1, so that 0 is an empty slot.
    private final int[] keys = new int[SLOTS];
    private final short[] codes = new short[SLOTS];

    Encoder(byte[] plain) {
      this.plain = plain;
      this.out = new ByteArrayOutputStream(plain.length / 2 + 16);
    }

    byte[] run() {
      put(CLEAR);
      if (plain.length > 0) {
        encode();
      }
      put(END);
      if (bitCount > 0) {
        out.write(bits);
      }
      return out.toByteArray();
    }

    private void encode() {
      int code = plain[0] & 0xff;
      for (int i = 1; i < plain.length; i++) {
        int literal = plain[i] & 0xff;
        int key = (code << 8 | literal) + 1;
        int slot = slot(key);
        if (keys[slot] == key) {
          code = codes[slot];
          continue;
        }
        put(code);
        code = literal;
        if (define()) {
          keys[slot] = key;
          codes[slot] = (short) highest;
        }
      }
      put(code);
      define();
    }

    private int slot(int key) {
      int slot = key * MULTIPLIER >>> 32 - 14;
      while (keys[slot] != 0 && keys[slot] != key) {
        slot = slot + 1 & SLOTS - 1;
      }
      return slot;
    }

    /** Counts the next code; false when the table was full and is empty now. */
    private boolean define() {
      highest++;
      if (highest == 1 << width) {
        width++;
      }
      if (highest < CODES_MAX - 1) {
        return true;
      }
      put(CLEAR);
      width = FIRST_WIDTH;
      highest = END;
      Arrays.fill(keys, 0);
      return false;
    }

    private void put(int code) {
      bits |= code << bitCount;
      bitCount += width;
      while (bitCount >= 8) {
        out.write(bits);
        bits >>>= 8;
        bitCount -= 8;
      }
    }
  }
}

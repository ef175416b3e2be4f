package praetor.template.func;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keys of passwords. Source: RFC 7914. */
final class Scrypt {
  private Scrypt() {}

  static byte[] key(byte[] password, byte[] salt, int n, int r, int p, int length) {
    var blocks = pbkdf2(password, salt, p * 128 * r);
    for (int i = 0; i < p; i++) {
      mix(blocks, i * 128 * r, n, r);
    }
    return pbkdf2(password, blocks, length);
  }

  /** PBKDF2 with HMAC-SHA-256 and one iteration. */
  private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
      var key = new byte[length];
      for (int block = 1, at = 0; at < length; block++) {
        mac.update(salt);
        var part = mac.doFinal(ByteBuffer.allocate(4).putInt(block).array());
        int count = Math.min(part.length, length - at);
        System.arraycopy(part, 0, key, at, count);
        at += count;
      }
      return key;
    } catch (GeneralSecurityException lacking) {
      throw new IllegalStateException(lacking);
    }
  }

  private static void mix(byte[] bytes, int offset, int n, int r) {
    int words = 32 * r;
    var x = new int[words];
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words; i++) {
      x[i] = buffer.getInt(offset + 4 * i);
    }
    var table = new int[n][];
    for (int i = 0; i < n; i++) {
      table[i] = x.clone();
      x = blockMix(x, r);
    }
    for (int i = 0; i < n; i++) {
      int at = x[(2 * r - 1) * 16] & n - 1;
      for (int j = 0; j < words; j++) {
        x[j] ^= table[at][j];
      }
      x = blockMix(x, r);
    }
    for (int i = 0; i < words; i++) {
      buffer.putInt(offset + 4 * i, x[i]);
    }
  }

  private static int[] blockMix(int[] in, int r) {
    var out = new int[in.length];
    var x = java.util.Arrays.copyOfRange(in, (2 * r - 1) * 16, 2 * r * 16);
    for (int i = 0; i < 2 * r; i++) {
      for (int j = 0; j < 16; j++) {
        x[j] ^= in[i * 16 + j];
      }
      salsa(x);
      System.arraycopy(x, 0, out, (i % 2 * r + i / 2) * 16, 16);
    }
    return out;
  }

  /** Salsa20/8. */
  private static void salsa(int[] block) {
    var x = block.clone();
    for (int i = 0; i < 4; i++) {
      quarter(x, 0, 4, 8, 12);
      quarter(x, 5, 9, 13, 1);
      quarter(x, 10, 14, 2, 6);
      quarter(x, 15, 3, 7, 11);
      quarter(x, 0, 1, 2, 3);
      quarter(x, 5, 6, 7, 4);
      quarter(x, 10, 11, 8, 9);
      quarter(x, 15, 12, 13, 14);
    }
    for (int i = 0; i < 16; i++) {
      block[i] += x[i];
    }
  }

  private static void quarter(int[] x, int a, int b, int c, int d) {
    x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
    x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
    x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
    x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
  }
}

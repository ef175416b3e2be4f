package praetor.template.func;

import java.math.BigInteger;

/**
 * The bcrypt hash of passwords.
 *
 * <p>Source: Provos and Mazieres, "A Future-Adaptable Password Scheme", 1999; Blowfish's tables are
 * the digits of pi behind the point, which are computed here.
 */
final class Bcrypt {
  private static final int COST = 10;
  private static final int ROUNDS = 16;
  private static final int P_WORDS = ROUNDS + 2;
  private static final int S_WORDS = 4 * 256;
  private static final int KEY_BYTES_MAX = 72;
  private static final String ALPHABET =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final int[] MAGIC = {
    0x4f727068, 0x65616e42, 0x65686f6c, 0x64657253, 0x63727944, 0x6f756274
  };

  private final int[] p = new int[P_WORDS];
  private final int[] s = new int[S_WORDS];
  private int left;
  private int right;

  private Bcrypt() {
    var pi = Pi.words(P_WORDS + S_WORDS);
    System.arraycopy(pi, 0, p, 0, P_WORDS);
    System.arraycopy(pi, P_WORDS, s, 0, S_WORDS);
  }

  /** The hash with its salt and cost, as it stands in password files. */
  static String hash(byte[] password, byte[] salt) {
    return new Bcrypt().run(password, salt);
  }

  private String run(byte[] password, byte[] salt) {
    var key = new byte[Math.min(password.length + 1, KEY_BYTES_MAX)];
    System.arraycopy(password, 0, key, 0, Math.min(password.length, key.length));
    expand(key, salt);
    var none = new byte[salt.length];
    for (int i = 0; i < 1 << COST; i++) {
      expand(key, none);
      expand(salt, none);
    }
    var words = MAGIC.clone();
    for (int i = 0; i < words.length; i += 2) {
      left = words[i];
      right = words[i + 1];
      for (int times = 0; times < 64; times++) {
        encrypt();
      }
      words[i] = left;
      words[i + 1] = right;
    }
    var hash = new byte[words.length * 4];
    for (int i = 0; i < hash.length; i++) {
      hash[i] = (byte) (words[i / 4] >>> 24 - 8 * (i % 4));
    }
    return "$2a$%d$%s%s".formatted(COST, encode(salt, 16), encode(hash, 23));
  }

  private void expand(byte[] key, byte[] salt) {
    for (int i = 0, at = 0; i < P_WORDS; i++, at += 4) {
      p[i] ^= word(key, at);
    }
    left = 0;
    right = 0;
    int at = fill(p, salt, 0);
    fill(s, salt, at);
  }

  private int fill(int[] words, byte[] salt, int from) {
    int at = from;
    for (int i = 0; i < words.length; i += 2) {
      left ^= word(salt, at);
      right ^= word(salt, at + 4);
      at += 8;
      encrypt();
      words[i] = left;
      words[i + 1] = right;
    }
    return at;
  }

  private static int word(byte[] bytes, int at) {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word = word << 8 | bytes[(at + i) % bytes.length] & 0xff;
    }
    return word;
  }

  private void encrypt() {
    int l = left;
    int r = right;
    for (int i = 0; i < ROUNDS; i++) {
      l ^= p[i];
      r ^=
          ((s[l >>> 24] + s[256 + (l >>> 16 & 0xff)]) ^ s[512 + (l >>> 8 & 0xff)])
              + s[768 + (l & 0xff)];
      int swapped = l;
      l = r;
      r = swapped;
    }
    left = r ^ p[ROUNDS + 1];
    right = l ^ p[ROUNDS];
  }

  private static String encode(byte[] bytes, int count) {
    var bits = new BigInteger(1, java.util.Arrays.copyOf(bytes, count));
    int digits = (count * 8 + 5) / 6;
    bits = bits.shiftLeft(digits * 6 - count * 8);
    var text = new StringBuilder();
    for (int i = digits - 1; i >= 0; i--) {
      text.append(ALPHABET.charAt(bits.shiftRight(6 * i).intValue() & 63));
    }
    return text.toString();
  }

  /** Digits of pi, by Machin's formula. */
  private static final class Pi {
    private static final int SPARE_BITS = 64;

    private static int[] words(int count) {
      int bits = count * 32 + SPARE_BITS;
      var pi =
          arctan(5, bits)
              .multiply(BigInteger.valueOf(16))
              .subtract(arctan(239, bits).multiply(BigInteger.valueOf(4)));
      var fraction = pi.subtract(BigInteger.valueOf(3).shiftLeft(bits)).shiftRight(SPARE_BITS);
      var words = new int[count];
      for (int i = count - 1; i >= 0; i--) {
        words[i] = fraction.intValue();
        fraction = fraction.shiftRight(32);
      }
      return words;
    }

    /** The arc tangent of one by a number, times two to the bits. */
    private static BigInteger arctan(int of, int bits) {
      var square = BigInteger.valueOf((long) of * of);
      var power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(of));
      var sum = power;
      for (int i = 3; power.signum() != 0; i += 2) {
        power = power.divide(square);
        var term = power.divide(BigInteger.valueOf(i));
        sum = i % 4 == 3 ? sum.subtract(term) : sum.add(term);
      }
      return sum;
    }
  }
}

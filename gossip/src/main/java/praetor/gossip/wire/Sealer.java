package praetor.gossip.wire;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * Encrypts and decrypts: a version byte, a nonce of 12 bytes, then AES-GCM's bytes with a tag of
 * 16.
 *
 * <p>Version 0 pads the text to blocks of 16 as PKCS #7 does, version 1 does not. Owned by one
 * thread. Source: packets of Consul 1.21.4, which answers both by version 1 and drops others.
 */
final class Sealer {
  /** What version 1 adds. */
  static final int OVERHEAD = 1 + 12 + 16;

  /** What version 0 adds at most. */
  static final int OVERHEAD_PADDED = OVERHEAD + 16;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int BLOCK_BYTES = 16;

  private final RandomGenerator nonces;
  private final Map<Bytes, SecretKeySpec> specs = new HashMap<>();
  private @Nullable Cipher cipher;

  /**
   * @param nonces a cryptographically strong source, outside of simulations
   */
  Sealer(RandomGenerator nonces) {
    this.nonces = nonces;
  }

  // Pools without keys need none.
  private Cipher cipher() {
    var made = cipher;
    if (made == null) {
      try {
        made = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java has no AES-GCM", e);
      }
      cipher = made;
    }
    return made;
  }

  byte[] seal(int version, Bytes key, byte[] plain, byte[] associated) {
    var nonce = new byte[NONCE_BYTES];
    nonces.nextBytes(nonce);
    var text = version == 0 ? padded(plain) : plain;
    var out = new byte[1 + NONCE_BYTES + text.length + TAG_BYTES];
    out[0] = (byte) version;
    System.arraycopy(nonce, 0, out, 1, NONCE_BYTES);
    var gcm = cipher();
    try {
      gcm.init(Cipher.ENCRYPT_MODE, spec(key), new GCMParameterSpec(TAG_BYTES * 8, nonce));
      gcm.updateAAD(associated);
      gcm.doFinal(text, 0, text.length, out, 1 + NONCE_BYTES);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  /** Decrypts with whichever key fits. */
  byte[] open(Keyring keyring, byte[] sealed, int from, int length, byte[] associated)
      throws DecodeException {
    if (length == 0) {
      throw new DecodeException("Cannot decrypt empty payload");
    }
    int version = sealed[from] & 0xff;
    if (version > 1) {
      throw new DecodeException("unsupported encryption version " + version);
    }
    if (length < (version == 0 ? OVERHEAD_PADDED : OVERHEAD)) {
      throw new DecodeException("payload is too small to decrypt: " + length);
    }
    for (var key : keyring.keys()) {
      var plain = tryOpen(key, sealed, from, length, associated);
      if (plain.isPresent()) {
        return version == 0 ? unpadded(plain.get()) : plain.get();
      }
    }
    throw new DecodeException("No installed keys could decrypt the message");
  }

  private Optional<byte[]> tryOpen(
      Bytes key, byte[] sealed, int from, int length, byte[] associated) {
    var gcm = cipher();
    try {
      gcm.init(
          Cipher.DECRYPT_MODE,
          spec(key),
          new GCMParameterSpec(TAG_BYTES * 8, sealed, from + 1, NONCE_BYTES));
      gcm.updateAAD(associated);
      int head = 1 + NONCE_BYTES;
      return Optional.of(gcm.doFinal(sealed, from + head, length - head));
    } catch (GeneralSecurityException _) {
      // The tag does not fit: another key's message, or nobody's.
      return Optional.empty();
    }
  }

  private SecretKeySpec spec(Bytes key) {
    return specs.computeIfAbsent(key, k -> new SecretKeySpec(k.array(), "AES"));
  }

  private static byte[] padded(byte[] plain) {
    int more = BLOCK_BYTES - plain.length % BLOCK_BYTES;
    var text = Arrays.copyOf(plain, plain.length + more);
    Arrays.fill(text, plain.length, text.length, (byte) more);
    return text;
  }

  private static byte[] unpadded(byte[] text) throws DecodeException {
    int more = text[text.length - 1] & 0xff;
    if (more == 0 || more > BLOCK_BYTES || more > text.length) {
      throw new DecodeException("bad padding");
    }
    return Arrays.copyOf(text, text.length - more);
  }
}

package praetor.snapshot.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import praetor.model.Bytes;

/** Seals or opens the chunks of one file, one after another. Owned by one thread. */
final class ChunkCipher {
  static final int TAG_BYTES = 16;
  private static final int NONCE_BYTES = 12;

  private final SecretKeySpec key;
  private final Bytes header;
  private long number;

  ChunkCipher(Bytes key, Bytes header) {
    this.key = new SecretKeySpec(key.array(), "AES");
    this.header = header;
  }

  byte[] seal(byte[] plain, int length, boolean last) throws SealException {
    return run(Cipher.ENCRYPT_MODE, plain, length, last);
  }

  byte[] open(byte[] sealed, int length, boolean last) throws SealException {
    return run(Cipher.DECRYPT_MODE, sealed, length, last);
  }

  private byte[] run(int mode, byte[] bytes, int length, boolean last) throws SealException {
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      var nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
      cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
      cipher.updateAAD(header.array());
      cipher.updateAAD(new byte[] {(byte) (last ? 1 : 0)});
      number++;
      return cipher.doFinal(bytes, 0, length);
    } catch (AEADBadTagException damaged) {
      throw new SealException("the sealed snapshot is damaged or cut off", damaged);
    } catch (GeneralSecurityException unavailable) {
      throw new SealException("cannot run AES-256-GCM", unavailable);
    }
  }
}

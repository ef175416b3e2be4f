package praetor.snapshot.seal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import praetor.model.Bytes;
import praetor.snapshot.storage.Content;

/**
 * Sealed files: AES-256-GCM in chunks, so that a file of any size needs the memory of one chunk and
 * no byte is given out before it was authenticated.
 *
 * <pre>
 * "PRAETOR-SEAL-1\n"   the magic
 * uint32               length of the header
 * JSON                 the header, readable without the key
 * chunk...             64 KiB of plain bytes each, the last one less (maybe none), and a tag of 16 bytes
 * </pre>
 *
 * The key is the file's own, made from the secret and a random salt; the nonce of a chunk is its
 * number. What is authenticated beside a chunk is the whole header and whether it is the last one:
 * so that nothing can be changed, swapped, or cut off at the end. Source: the STREAM construction
 * (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
 */
public final class SealedFile {
  static final int CHUNK_BYTES = 64 << 10;
  private static final int SALT_BYTES = 16;
  private static final int CHECK_BYTES = 8;

  private SealedFile() {}

  /** Whether a file begins as sealed ones do. */
  public static boolean isOne(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(SealHeader.MAGIC.length()), SealHeader.MAGIC.array());
    }
  }

  /** Whether bytes begin as sealed files do. */
  public static boolean isOne(Bytes file) {
    return file.startsWith(SealHeader.MAGIC);
  }

  /**
   * All that a sealed file holds.
   *
   * @throws SealException the key is another one, or the file is damaged
   */
  public static Bytes opened(Bytes file, SealKey key) throws IOException {
    try (var in = opening(new ByteArrayInputStream(file.array()), key)) {
      return Bytes.owned(in.readAllBytes());
    }
  }

  /** The header, which needs no key. */
  public static SealHeader header(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return SealHeader.read(in);
    }
  }

  /** Seals a file into another, and forces that to the disk. */
  public static void seal(Path plain, FileChannel into, SealKey key) throws IOException {
    try (var in = Files.newInputStream(plain)) {
      var out = sealing(new BufferedOutputStream(Channels.newOutputStream(into)), key);
      in.transferTo(out);
      out.finish();
    }
    into.force(true);
  }

  /** A stream that seals what is written; it is complete with {@code finish}. */
  static SealingStream sealing(OutputStream out, SealKey key) throws IOException {
    var salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    var derived = derive(key, Bytes.owned(salt), key.rounds());
    var header =
        new SealHeader(key.kdf(), key.rounds(), Bytes.owned(salt), CHUNK_BYTES, check(derived));
    out.write(header.encoded().array());
    return new SealingStream(out, new ChunkCipher(derived, header.encoded()), CHUNK_BYTES);
  }

  /**
   * Opens a sealed file.
   *
   * @throws SealException the key is another one, or the file is damaged; also thrown while reading
   */
  public static InputStream open(Path file, SealKey key) throws IOException {
    var in = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES);
    try {
      return opening(in, key);
    } catch (IOException unusable) {
      in.close();
      throw unusable;
    }
  }

  /** Opens what comes sealed. */
  public static InputStream opening(InputStream in, SealKey key) throws IOException {
    var header = SealHeader.read(in);
    if (!header.kdf().equals(key.kdf())) {
      throw new SealException("sealed with another kind of key (" + header.kdf() + ")");
    }
    var derived = derive(key, header.salt(), header.rounds());
    if (!check(derived).equals(header.keyCheck())) {
      throw new SealException("wrong key");
    }
    return new OpeningStream(in, new ChunkCipher(derived, header.encoded()), header.chunkBytes());
  }

  private static Bytes derive(SealKey key, Bytes salt, int rounds) throws IOException {
    try {
      return key.derive(salt, rounds);
    } catch (GeneralSecurityException unavailable) {
      throw new SealException("cannot make a key", unavailable);
    }
  }

  private static Bytes check(Bytes derived) {
    var digest = Content.sha256Digest();
    digest.update(SealHeader.MAGIC.array());
    return Bytes.owned(Arrays.copyOf(digest.digest(derived.array()), CHECK_BYTES));
  }
}

package praetor.snapshot.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import praetor.model.Bytes;

/**
 * The bytes of an object that is to be stored. They can be read as often as it takes: a store that
 * tries again reads them again.
 *
 * @param length in bytes
 * @param sha256 of all bytes, 32 of them; stores check it and keep it beside the object when they
 *     can
 */
public record Content(long length, Bytes sha256, Source source) {

  /** Opens the bytes from their beginning. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  /** A file, which is read once here for its checksum and must not change any more. */
  public static Content of(Path file) throws IOException {
    return new Content(Files.size(file), digest(Files.newInputStream(file)), () -> stream(file));
  }

  private static InputStream stream(Path file) throws IOException {
    return Files.newInputStream(file);
  }

  /** Bytes in memory. */
  public static Content of(Bytes bytes) {
    try {
      return new Content(
          bytes.length(),
          digest(new ByteArrayInputStream(bytes.array())),
          () -> new ByteArrayInputStream(bytes.array()));
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
  }

  /** The same bytes; what is read of them passes through something on its way. */
  public Content through(Wrapping wrapping) {
    return new Content(length, sha256, () -> wrapping.of(source.open()));
  }

  /** Puts something around a stream: a progress bar, a limit. */
  @FunctionalInterface
  public interface Wrapping {
    InputStream of(InputStream in) throws IOException;
  }

  /** The bytes from their beginning; the caller closes the stream. */
  public InputStream open() throws IOException {
    return source.open();
  }

  /** The checksum in hexadecimal digits. */
  public String sha256Hex() {
    return HexFormat.of().formatHex(sha256.array());
  }

  private static Bytes digest(InputStream bytes) throws IOException {
    try (var in = new DigestInputStream(bytes, sha256Digest())) {
      in.transferTo(OutputStream.nullOutputStream());
      return Bytes.owned(in.getMessageDigest().digest());
    }
  }

  /** SHA-256, which every Java has. */
  public static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every Java has SHA-256", never);
    }
  }
}

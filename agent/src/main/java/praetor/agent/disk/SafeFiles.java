package praetor.agent.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Writes whole files so that a crash leaves the old content or the new one. Safe for any thread,
 * one per file.
 */
public final class SafeFiles {
  private SafeFiles() {}

  /**
   * Replaces a file: writes beside it, forces it to disk, renames it, and forces the folder.
   *
   * @throws IOException naming the file and the reason
   */
  public static void write(Path file, byte[] content) throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".tmp");
    try (var channel =
        FileChannel.open(
            beside,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING))) {
      var buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolderOf(file);
  }

  /** The same with a file that nobody but its owner may read. */
  public static void writeSecret(Path file, byte[] content) throws IOException {
    var beside = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(beside);
    Files.createFile(
        beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    write(file, content);
  }

  /** The content of a file; empty when there is none. */
  public static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /**
   * Moves a file that cannot be read out of the way, keeping it for the operator.
   *
   * @return where it is now
   */
  public static Path setAside(Path file) throws IOException {
    var aside = file.resolveSibling(file.getFileName() + ".bad");
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    return aside;
  }

  private static void forceFolderOf(Path file) throws IOException {
    try (var channel = FileChannel.open(file.toAbsolutePath().resolveSibling(""))) {
      channel.force(true);
    }
  }
}

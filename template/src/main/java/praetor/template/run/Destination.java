package praetor.template.run;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import praetor.template.config.TemplateSettings;
import praetor.template.func.Owners;

/**
 * The file that a template becomes: written whole or not at all.
 *
 * <p>Source: consul-template 0.42.1: permissions and owner of a file that is there stay; a new one
 * has 0644, missing folders 0755.
 */
final class Destination {
  private static final Set<PosixFilePermission> NEW_FILE = Owners.permissions(0644);

  private final Path file;
  private final TemplateSettings settings;

  Destination(Path folder, TemplateSettings settings) {
    this.file = folder.resolve(settings.destination());
    this.settings = settings;
  }

  /** What is there; empty when there is no file. */
  Optional<byte[]> content() throws IOException {
    try {
      return settings.destination().isEmpty() || Files.isDirectory(file)
          ? Optional.empty()
          : Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  boolean holds(byte[] wanted) throws IOException {
    return content().filter(there -> Arrays.equals(there, wanted)).isPresent();
  }

  /** Replaces the file, by way of one beside it. */
  void write(byte[] content) throws IOException {
    if (settings.destination().isEmpty()) {
      throw new IOException("missing destination");
    }
    var folder = parent();
    makeFolder(folder);
    if (settings.backup() && Files.exists(file)) {
      backup();
    }
    replace(folder, content);
  }

  private void replace(Path folder, byte[] content) throws IOException {
    var before = attributes();
    var temporary = Files.createTempFile(folder, ".praetor-", "");
    try {
      Files.write(temporary, content);
      Files.setPosixFilePermissions(
          temporary,
          settings
              .permissions()
              .map(Owners::permissions)
              .or(() -> before.map(PosixFileAttributes::permissions))
              .orElse(NEW_FILE));
      owner(temporary, before);
      move(temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path parent() {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (!settings.createFolders()) {
      throw new IOException("parent directory is missing");
    }
    Files.createDirectories(folder);
  }

  private Optional<PosixFileAttributes> attributes() throws IOException {
    return Files.exists(file)
        ? Optional.of(Files.readAttributes(file, PosixFileAttributes.class))
        : Optional.empty();
  }

  private void owner(Path temporary, Optional<PosixFileAttributes> before) throws IOException {
    if (before.isPresent()) {
      var made = Files.readAttributes(temporary, PosixFileAttributes.class);
      boolean same =
          made.owner().equals(before.get().owner()) && made.group().equals(before.get().group());
      if (!same) {
        Owners.change(temporary, before.get().owner().getName(), before.get().group().getName());
      }
    }
    Owners.change(temporary, settings.user(), settings.group());
  }

  private void backup() throws IOException {
    Files.copy(
        file,
        Path.of(file + ".bak"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void move(Path temporary) throws IOException {
    try {
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException otherFileSystem) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Makes the file what it was; without content it goes. */
  void restore(Optional<byte[]> before) throws IOException {
    if (before.isPresent()) {
      replace(parent(), before.get());
    } else {
      Files.deleteIfExists(file);
    }
  }
}

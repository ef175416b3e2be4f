package praetor.snapshot.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import praetor.model.Bytes;

/**
 * A folder. An object is written into a working file beside its name, forced to the disk, and only
 * then gets the name; what a crash leaves behind is never listed, and the next {@link #put} removes
 * it. Files are readable by their owner alone: they hold secrets.
 */
final class FileStore implements SnapshotStore {
  private final Path folder;

  FileStore(Path folder) {
    this.folder = folder;
  }

  @Override
  public String description() {
    return "Local -> Path: \"" + folder + "\"";
  }

  @Override
  public List<StoredObject> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<StoredObject>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (!WorkFile.isOne(file) && Files.isRegularFile(file)) {
          found.add(stored(file));
        }
      }
    }
    found.sort(Comparator.comparing(StoredObject::name));
    return found;
  }

  private static StoredObject stored(Path file) throws IOException {
    return new StoredObject(
        String.valueOf(file.getFileName()),
        Files.size(file),
        Files.getLastModifiedTime(file).toInstant());
  }

  @Override
  public void put(String name, Content content) throws IOException {
    var target = file(name);
    createFolder();
    WorkFile.removeAbandoned(folder);
    try (var work = WorkFile.create(folder, name)) {
      copy(content, work.channel());
      work.channel().force(true);
      Files.move(
          work.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(folder);
    } catch (IOException failure) {
      throw new IOException("failed to write " + target + ": " + Reasons.of(failure), failure);
    }
  }

  private void createFolder() throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException noFolder) {
      throw new IOException(folder + " is not a folder", noFolder);
    } catch (IOException failure) {
      throw new IOException("failed to create " + folder + ": " + Reasons.of(failure), failure);
    }
  }

  private static void copy(Content content, FileChannel channel) throws IOException {
    var digest = new DigestOutputStream(Channels.newOutputStream(channel), Content.sha256Digest());
    long length;
    try (var in = content.open()) {
      length = in.transferTo(digest);
    }
    if (length != content.length()
        || !content.sha256().equals(Bytes.owned(digest.getMessageDigest().digest()))) {
      throw new IOException("the content has changed while it was copied");
    }
  }

  /** Makes the name as durable as the bytes. */
  private static void force(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream open(String name) throws IOException {
    try {
      return Files.newInputStream(file(name));
    } catch (NoSuchFileException missing) {
      throw new MissingObjectException(name, folder.toString());
    }
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(file(name));
  }

  private Path file(String name) throws IOException {
    ObjectNames.check(name);
    return folder.resolve(name);
  }

  @Override
  public void close() {
    // Nothing is held between calls.
  }
}

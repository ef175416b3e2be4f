package praetor.cli.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is put aside when it is large or old: {@code consul.log} becomes {@code
 * consul-1795282697068973467.log}, the number being the nanoseconds of that moment. Owned by the
 * logger, which calls for one line at a time.
 *
 * <p>Source: files of Consul 1.21.4: a path that ends with a slash gets {@code consul.log}, a line
 * that makes a file too large still goes into it.
 */
public final class RotatingFile extends OutputStream {
  private static final String FILE_NAME = "consul.log";
  private static final String EXTENSION = ".log";

  /** Source: agent reference, {@code log_rotate_duration}: a day, unless told otherwise. */
  private static final Duration DEFAULT_DURATION = Duration.ofHours(24);

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Path folder;
  private final String name;
  private final Rotation rotation;
  private final InstantSource clock;
  private @Nullable OutputStream file;
  private Instant opened;
  private long bytes;

  /**
   * When a file is full, and how many full ones stay.
   *
   * @param bytes 0 for no bound
   * @param duration zero for a day
   * @param maxFiles 0 for all, negative for none
   */
  public record Rotation(long bytes, Duration duration, int maxFiles) {}

  /**
   * Opens the file, going on where it ends.
   *
   * @throws IOException with Consul's words
   */
  public RotatingFile(String path, Rotation rotation, InstantSource clock) throws IOException {
    var given = Path.of(path);
    boolean isFolder = path.endsWith("/");
    var parent = isFolder ? given : given.getParent();
    this.folder = parent == null ? Path.of("") : parent;
    this.name = isFolder ? FILE_NAME : given.getFileName().toString();
    this.rotation = rotation;
    this.clock = clock;
    opened = clock.instant();
    if (Files.isDirectory(folder.resolve(name))) {
      throw new IOException("open " + path + ": is a directory");
    }
    try {
      open();
    } catch (NoSuchFileException e) {
      throw new IOException("open " + folder.resolve(name) + ": no such file or directory", e);
    }
  }

  private OutputStream open() throws IOException {
    var path = folder.resolve(name);
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    } catch (FileAlreadyExistsException _) {
      // An earlier agent's: goes on.
    }
    var out = Files.newOutputStream(path, StandardOpenOption.APPEND);
    bytes = Files.size(path);
    opened = clock.instant();
    file = out;
    return out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Writes a line, whole. */
  @Override
  public void write(byte[] line, int from, int length) throws IOException {
    var out = file;
    if (out == null || isFull()) {
      out = next();
    }
    out.write(line, from, length);
    bytes += length;
  }

  private boolean isFull() {
    var longest = rotation.duration().isZero() ? DEFAULT_DURATION : rotation.duration();
    boolean old = Duration.between(opened, clock.instant()).compareTo(longest) >= 0;
    return old || rotation.bytes() > 0 && bytes >= rotation.bytes();
  }

  private OutputStream next() throws IOException {
    close();
    var path = folder.resolve(name);
    if (Files.exists(path)) {
      Files.move(path, folder.resolve(asideName()), StandardCopyOption.ATOMIC_MOVE);
    }
    prune();
    return open();
  }

  private String asideName() {
    var now = clock.instant();
    long nanos = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? name + "-" + nanos + EXTENSION
        : name.substring(0, dot) + "-" + nanos + name.substring(dot);
  }

  private void prune() throws IOException {
    if (rotation.maxFiles() == 0) {
      return;
    }
    int dot = name.lastIndexOf('.');
    var stem = dot < 0 ? name : name.substring(0, dot);
    var extension = dot < 0 ? EXTENSION : name.substring(dot);
    int kept = Math.max(0, rotation.maxFiles());
    try (var files = Files.list(folder.toString().isEmpty() ? Path.of(".") : folder)) {
      var aside =
          files
              .map(path -> path.getFileName().toString())
              .filter(file -> isAside(file, stem, extension))
              .sorted()
              .toList();
      for (int i = 0; i < aside.size() - kept; i++) {
        Files.deleteIfExists(folder.resolve(aside.get(i)));
      }
    }
  }

  private static boolean isAside(String file, String stem, String extension) {
    boolean named = file.startsWith(stem + "-") && file.endsWith(extension);
    int digits = file.length() - stem.length() - 1 - extension.length();
    return named
        && digits > 0
        && file.chars().skip(stem.length() + 1L).limit(digits).allMatch(Character::isDigit);
  }

  @Override
  public void flush() throws IOException {
    var out = file;
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    var out = file;
    file = null;
    if (out != null) {
      out.close();
    }
  }
}

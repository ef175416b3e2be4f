package praetor.registrator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ids of entries that are the registrator's own, in a file over its restarts: so it knows for an id
 * that a container has chosen itself, and that says nothing of a host, who wrote it. One id a line.
 * Owned by the registrator's loop.
 */
final class OwnIds {
  private final Optional<Path> file;
  private final RegistratorLog log;
  private final Set<String> ids = new HashSet<>();
  private Set<String> written = Set.of();
  private boolean isTroubled;

  /**
   * Reads what there is.
   *
   * @param file empty to know nothing after a restart
   */
  OwnIds(Optional<Path> file, RegistratorLog log) {
    this.file = file;
    this.log = log;
    file.ifPresent(this::read);
  }

  private void read(Path path) {
    try {
      ids.addAll(Files.readAllLines(path));
      written = Set.copyOf(ids);
    } catch (NoSuchFileException first) {
      // Nothing has been registered yet.
      written = Set.of();
    } catch (IOException unreadable) {
      log.warn("own services are not known: " + unreadable);
    }
  }

  /** All of them; a view. */
  Set<String> all() {
    return ids;
  }

  void add(Set<String> more) {
    ids.addAll(more);
    keep();
  }

  void retain(Set<String> wanted, Set<String> there) {
    ids.removeIf(id -> !wanted.contains(id) && !there.contains(id));
    keep();
  }

  private void keep() {
    if (file.isPresent() && !ids.equals(written)) {
      try {
        write(file.get());
        written = Set.copyOf(ids);
        isTroubled = false;
      } catch (IOException failure) {
        if (!isTroubled) {
          log.warn("own services cannot be kept: " + failure);
        }
        isTroubled = true;
      }
    }
  }

  /** A file that is cut off would name ids that nobody has: the whole of it or the one before. */
  private void write(Path path) throws IOException {
    var beside = path.resolveSibling(path.getFileName() + ".new");
    // An id with a line feed in it would read as two.
    Files.write(beside, new TreeSet<>(ids).stream().filter(id -> id.indexOf('\n') < 0).toList());
    Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}

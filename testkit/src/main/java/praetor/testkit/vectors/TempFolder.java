package praetor.testkit.vectors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A new empty folder for the length of a replay; closing deletes it with all that is in it.
 *
 * <p>Whoever writes into it must have ended by then.
 */
public record TempFolder(Path path) implements AutoCloseable {

  public static TempFolder create(String prefix) throws IOException {
    return new TempFolder(Files.createTempDirectory(prefix).toRealPath());
  }

  @Override
  public void close() {
    try {
      for (var file : deepestFirst()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + path + " cannot be deleted", e);
    }
  }

  private List<Path> deepestFirst() throws IOException {
    try (var tree = Files.walk(path)) {
      return tree.sorted(Comparator.reverseOrder()).toList();
    }
  }
}

package praetor.cli.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files and folders twice a second and acts when one of them has changed and none has
 * changed further since: whoever renews a certificate writes two files. It asks the disk instead of
 * being told by it, because that also sees files behind links and on network disks.
 *
 * <p>While a watched file is missing nothing happens: it is being replaced, or somebody has to be
 * told. Owned by its thread, which lives as long as the process.
 *
 * <p>Source: Consul 1.21.4 with auto_reload_config waits a second for further changes, and goes on
 * as it was while a file is missing.
 */
final class FileWatcher implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.file-watcher");
  private static final Duration PERIOD = Duration.ofMillis(500);

  /**
   * What tells one content of a file from the next; the key changes when another file takes its
   * place.
   */
  private record Print(long modifiedMs, long size, Optional<Object> fileKey) {
    static Print of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Print(
          attributes.lastModifiedTime().toMillis(),
          attributes.isDirectory() ? 0 : attributes.size(),
          Optional.ofNullable(attributes.fileKey()));
    }
  }

  private final Supplier<List<String>> watched;
  private final Runnable changed;
  private final Set<String> missing = new HashSet<>();
  private Map<Path, Print> acted;
  private Map<Path, Print> seen;

  /**
   * @param watched files and folders, asked each time
   * @param changed called on the watcher's thread
   */
  FileWatcher(Supplier<List<String>> watched, Runnable changed) {
    this.watched = watched;
    this.changed = changed;
    acted = look().orElse(Map.of());
    seen = acted;
  }

  @Override
  public void run() {
    try {
      while (true) {
        Thread.sleep(PERIOD);
        step();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look. */
  void step() {
    var now = look();
    if (now.isEmpty()) {
      return;
    }
    boolean settled = now.get().equals(seen);
    seen = now.get();
    if (settled && !seen.equals(acted)) {
      acted = seen;
      // A file that changes while this runs is seen next time.
      changed.run();
    }
  }

  /** Everything as it is; empty while something that was named is missing. */
  private Optional<Map<Path, Print>> look() {
    var prints = new TreeMap<Path, Print>();
    boolean whole = true;
    for (var name : watched.get()) {
      try {
        add(Path.of(name), prints);
        missing.remove(name);
      } catch (IOException gone) {
        whole = false;
        if (missing.add(name)) {
          LOG.atError().addKeyValue("file", name).log("failed to look at a watched file");
        }
      }
    }
    return whole ? Optional.of(prints) : Optional.empty();
  }

  private static void add(Path path, Map<Path, Print> prints) throws IOException {
    prints.put(path, Print.of(path));
    if (!Files.isDirectory(path)) {
      return;
    }
    try (var files = Files.list(path)) {
      for (var file : files.toList()) {
        if (Files.isRegularFile(file)) {
          prints.put(file, Print.of(file));
        }
      }
    }
  }
}

package praetor.cli.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import praetor.cli.command.CommandException;

/** What a snapshot says under each name, short enough to hold for millions of them. */
final class Contents {
  private final Map<String, Long> hashes = new TreeMap<>();

  private Contents() {}

  /** What is under names that begin like this. */
  static Contents of(ArchiveFile file, String prefix) throws CommandException {
    return of(file, prefix, Optional::of);
  }

  /**
   * What is under names that begin like this.
   *
   * @param naming gives each the name under which it is held, or none to leave it out
   */
  static Contents of(ArchiveFile file, String prefix, Function<String, Optional<String>> naming)
      throws CommandException {
    var contents = new Contents();
    Entries.visit(
        file,
        prefix,
        entry -> {
          var name = naming.apply(entry.name());
          if (name.isPresent()) {
            contents.hashes.put(name.get(), entry.hash());
          }
        });
    return contents;
  }

  boolean has(String name) {
    return hashes.containsKey(name);
  }

  /**
   * What has to be done to this to get the other: {@code + name}, {@code - name}, {@code ~ name}.
   */
  List<String> changesTo(Contents other) {
    SortedSet<String> names = new TreeSet<>(hashes.keySet());
    names.addAll(other.hashes.keySet());
    List<String> lines = new ArrayList<>();
    for (var name : names) {
      change(name, other).ifPresent(sign -> lines.add(sign + " " + name));
    }
    return lines;
  }

  private Optional<String> change(String name, Contents other) {
    var here = hashes.get(name);
    var there = other.hashes.get(name);
    if (here == null) {
      return Optional.of("+");
    }
    if (there == null) {
      return Optional.of("-");
    }
    return here.equals(there) ? Optional.empty() : Optional.of("~");
  }
}

package praetor.raft.store;

import java.util.Optional;
import java.util.regex.Pattern;
import praetor.raft.disk.FileNames;

/** The last index and term a snapshot holds; its file is named after them. */
public record SnapshotName(long index, long term) implements Comparable<SnapshotName> {

  private static final Pattern FORM = Pattern.compile("(\\d{20})-(\\d{1,19})\\.snapshot");

  public static Optional<SnapshotName> parse(String fileName) {
    var match = FORM.matcher(fileName);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SnapshotName(Long.parseLong(match.group(1)), Long.parseLong(match.group(2))));
    } catch (NumberFormatException e) {
      // More than a long can hold: not a name this program wrote.
      return Optional.empty();
    }
  }

  public String fileName() {
    return FileNames.padded(index) + "-" + term + ".snapshot";
  }

  @Override
  public int compareTo(SnapshotName other) {
    int byIndex = Long.compare(index, other.index);
    return byIndex != 0 ? byIndex : Long.compare(term, other.term);
  }
}

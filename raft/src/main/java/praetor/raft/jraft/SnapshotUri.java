package praetor.raft.jraft;

import java.util.Optional;
import java.util.regex.Pattern;
import praetor.raft.store.SnapshotName;

/** Where a follower finds a snapshot: the server that has it, and its name. */
record SnapshotUri(String server, SnapshotName name) {

  private static final Pattern FORM = Pattern.compile("praetor://([^/]+)/([^/]+)");

  static Optional<SnapshotUri> parse(String text) {
    var match = FORM.matcher(text);
    return match.matches()
        ? SnapshotName.parse(match.group(2)).map(name -> new SnapshotUri(match.group(1), name))
        : Optional.empty();
  }

  String format() {
    return "praetor://" + server + "/" + name.fileName();
  }
}

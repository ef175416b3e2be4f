package praetor.client.lock;

import java.util.ArrayList;
import java.util.List;

/** Where locks are kept. */
final class LockKeys {
  private static final String NAME = ".lock";

  private LockKeys() {}

  /** The key of the lock below a prefix, slashes settled as Go's path.Join does. */
  static String below(String prefix) {
    return join(prefix, NAME);
  }

  static String join(String prefix, String name) {
    var parts = new ArrayList<String>();
    for (var part : (prefix + "/" + name).split("/", -1)) {
      switch (part) {
        case "", "." -> {}
        case ".." -> drop(parts);
        default -> parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static void drop(List<String> parts) {
    if (!parts.isEmpty() && !parts.getLast().equals("..")) {
      parts.removeLast();
    } else {
      parts.add("..");
    }
  }
}

package praetor.snapshot.storage;

import java.io.IOException;

/** The rule for names of objects. */
public final class ObjectNames {
  private ObjectNames() {}

  /** Refuses what would lie elsewhere than directly in a store's location. */
  public static void check(String name) throws IOException {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      throw new IOException("\"" + name + "\" is no name for an object");
    }
  }
}

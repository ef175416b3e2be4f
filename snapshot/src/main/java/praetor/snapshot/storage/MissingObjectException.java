package praetor.snapshot.storage;

import java.io.IOException;
import java.io.Serial;

/** A store has no object of that name. */
public final class MissingObjectException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public MissingObjectException(String name, String where) {
    super("no object \"" + name + "\" in " + where);
  }
}

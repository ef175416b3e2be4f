package praetor.raft;

import java.io.IOException;
import java.io.OutputStream;

/** An immutable view of the state that can be written out. */
@FunctionalInterface
public interface SnapshotSource {

  /** Writes the view, on another thread than the apply thread, while the state moves on. */
  void writeTo(OutputStream out) throws IOException;
}

package praetor.raft.store;

import java.io.IOException;

/** A vote or a snapshot cannot be read any more. The message names the file. */
public final class DamagedStoreException extends IOException {

  DamagedStoreException(String message) {
    super(message);
  }
}

package praetor.raft.log;

import java.io.IOException;

/** What was durable cannot be read any more. The message names the file and the offset. */
public final class DamagedLogException extends IOException {

  DamagedLogException(String message) {
    super(message);
  }
}

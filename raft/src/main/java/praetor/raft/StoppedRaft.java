package praetor.raft;

import java.nio.file.Path;
import praetor.raft.jraft.StoppedEngine;

/**
 * The directory of a server that does not run. While this is open, no server starts on it. Owned by
 * one thread.
 */
public interface StoppedRaft extends AutoCloseable {

  /**
   * Takes hold of a directory.
   *
   * @throws RaftStartException with one sentence for the operator, when it holds no server's data,
   *     is in use, or cannot be used
   */
  static StoppedRaft open(Path directory) throws RaftStartException {
    return StoppedEngine.open(directory);
  }

  /**
   * Reads log, vote and snapshot as a starting server would, and changes nothing.
   *
   * @throws RaftStartException as the server would refuse to start
   */
  StoredRaft read() throws RaftStartException;

  @Override
  void close();
}

package praetor.raft;

import org.jspecify.annotations.Nullable;

/** The engine could not start. The message is one sentence for the operator. */
public final class RaftStartException extends Exception {

  public RaftStartException(String message) {
    super(message);
  }

  public RaftStartException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

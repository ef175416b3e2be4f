package praetor.raft.net;

import java.io.IOException;

/** A call got no answer. */
public final class CallFailedException extends IOException {

  private final boolean timedOut;

  CallFailedException(String message, boolean timedOut) {
    super(message);
    this.timedOut = timedOut;
  }

  public boolean timedOut() {
    return timedOut;
  }
}

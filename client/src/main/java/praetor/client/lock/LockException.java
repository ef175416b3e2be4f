package praetor.client.lock;

import praetor.client.ClientException;

/** A lock cannot be had, whatever the wait: the message says why. */
public final class LockException extends ClientException {
  private static final long serialVersionUID = 1;

  LockException(String message) {
    super(message);
  }

  LockException(String what, Exception cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}

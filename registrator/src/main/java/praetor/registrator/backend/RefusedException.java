package praetor.registrator.backend;

import java.io.IOException;

/** A registry does not take what it got: to send it again at once is of no use. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}

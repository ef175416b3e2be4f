package praetor.snapshot.seal;

import java.io.IOException;
import java.io.Serial;

/** A sealed file cannot be opened: the wrong key, or damage. */
public final class SealException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  SealException(String why) {
    super(why);
  }

  SealException(String why, Throwable cause) {
    super(why, cause);
  }
}

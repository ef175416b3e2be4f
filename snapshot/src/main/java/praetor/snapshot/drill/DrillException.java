package praetor.snapshot.drill;

import java.io.IOException;
import java.io.Serial;

/** A snapshot that must not be relied on, and why. */
public final class DrillException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public DrillException(String why) {
    super(why);
  }

  public DrillException(String why, Throwable cause) {
    super(why, cause);
  }
}

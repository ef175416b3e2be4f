package praetor.snapshot;

import java.io.IOException;
import java.io.Serial;

/** Another agent may lead by now: this one has no business to store or delete anything. */
final class LostLeadershipException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  LostLeadershipException() {
    super("leadership was lost meanwhile");
  }
}

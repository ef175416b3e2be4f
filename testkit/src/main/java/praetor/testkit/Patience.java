package praetor.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How a test waits that does not say it: long enough for a machine with other work, and looking
 * often at first, since most of what is waited for is there at once.
 *
 * <p>JUnit finds it by its service file, in every module whose tests use the testkit.
 */
public final class Patience implements LauncherSessionListener {
  private static final Duration WAIT_MAX = Duration.ofSeconds(60);
  private static final Duration LOOK_FIRST = Duration.ofMillis(10);
  private static final Duration LOOK_MAX = Duration.ofMillis(100);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(WAIT_MAX);
    Awaitility.setDefaultPollInterval((looks, before) -> pause(before));
  }

  /** Twice the pause before, up to a tenth of a second. */
  static Duration pause(Duration before) {
    var next = before.isZero() ? LOOK_FIRST : before.multipliedBy(2);
    return next.compareTo(LOOK_MAX) < 0 ? next : LOOK_MAX;
  }
}

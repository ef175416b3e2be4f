package praetor.agent.rpc.stream;

import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A moment by which a wait must be over.
 *
 * @param bounded whether there is one at all
 * @param nanos on the clock of {@link System#nanoTime}
 */
public record Deadline(boolean bounded, long nanos) {
  /** Source: yamux's error for a stream that is out of time. */
  public static final String PASSED = "i/o deadline reached";

  /** No deadline: for waits that end with the connection, which has its own. */
  public static final Deadline NEVER = new Deadline(false, 0);

  public static Deadline after(Duration duration) {
    return new Deadline(true, System.nanoTime() + duration.toNanos());
  }

  /** What is left; zero or less when it has passed. */
  public long leftNanos() {
    return bounded ? nanos - System.nanoTime() : Long.MAX_VALUE;
  }

  /** What is left for a call that takes milliseconds, at least one. */
  public int leftMs() throws SocketTimeoutException {
    long left = leftNanos();
    if (left <= 0) {
      throw new SocketTimeoutException(PASSED);
    }
    return Math.clamp(TimeUnit.NANOSECONDS.toMillis(left), 1, Integer.MAX_VALUE);
  }

  /**
   * Waits for a notification of a monitor that the caller holds, in a loop that looks at what it
   * waits for.
   *
   * @throws SocketTimeoutException when the deadline has passed
   */
  @SuppressWarnings("WaitNotInLoop") // the loop is the caller's, who knows the condition
  public void await(Object monitor) throws InterruptedIOException {
    try {
      if (bounded) {
        monitor.wait(leftMs());
      } else {
        monitor.wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }
}

package praetor.agent.local;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Forces something to disk for many callers at a time: whoever comes while a force is under way
 * shares the next one with all others that came meanwhile. Safe for any thread.
 */
final class SharedForce {
  /** Something that forces to disk. */
  @FunctionalInterface
  interface Force {
    void run() throws IOException;
  }

  private final Force force;
  // Forces are counted: how many began, how many ended, and which one failed last, and why.
  private long begun;
  private long ended;
  private long failed;
  private @Nullable IOException failure;

  SharedForce(Force force) {
    this.force = force;
  }

  /**
   * Returns when a force that began after this call has ended.
   *
   * @throws IOException when that force failed
   */
  void run() throws IOException {
    long own;
    synchronized (this) {
      own = begun + 1;
      awaitEndOfOthers(own);
      if (ended >= own) {
        throwIfFailed(own);
        return;
      }
      begun++;
    }
    carryOut();
  }

  private void awaitEndOfOthers(long own) throws IOException {
    try {
      while (begun > ended && ended < own) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the disk", e);
    }
  }

  private void throwIfFailed(long number) throws IOException {
    var reason = failure;
    if (failed >= number && reason != null) {
      throw new IOException(reason.getMessage(), reason);
    }
  }

  private void carryOut() throws IOException {
    @Nullable IOException reason = null;
    try {
      force.run();
    } catch (IOException e) {
      reason = e;
    }
    synchronized (this) {
      ended++;
      if (reason != null) {
        failed = ended;
        failure = reason;
      }
      notifyAll();
    }
    if (reason != null) {
      throw reason;
    }
  }
}

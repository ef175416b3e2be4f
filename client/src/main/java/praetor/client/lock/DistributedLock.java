package praetor.client.lock;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A lock of which at most so many hold a part at the same time. Made for one acquisition; the
 * methods are called one after another by one thread.
 */
public interface DistributedLock extends AutoCloseable {
  /**
   * Waits for the lock.
   *
   * @return completed when the lock is lost; empty when the time is over
   * @throws LockException it cannot be had
   */
  Optional<CompletableFuture<Void>> acquire() throws IOException, InterruptedException;

  /** Lets go of what is held. */
  void release() throws IOException;

  /**
   * Removes what the lock needs in the store.
   *
   * @return false when somebody else uses it
   */
  boolean cleanUp() throws IOException;

  /** Ends the session; with it, whatever is still held is free again. */
  @Override
  void close();
}

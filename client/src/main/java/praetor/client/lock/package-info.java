/**
 * Locks and semaphores made of sessions and keys, in the form that Consul's own clients use: both
 * kinds of clients exclude each other.
 *
 * <p>Start reading at {@link praetor.client.lock.DistributedLock}.
 */
@NullMarked
package praetor.client.lock;

import org.jspecify.annotations.NullMarked;

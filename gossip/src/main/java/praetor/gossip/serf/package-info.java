/**
 * What rides on the membership protocol: intents to join and leave with Lamport clocks, user
 * events, queries, keyring operations and network coordinates.
 *
 * <p>Start reading at {@link praetor.gossip.serf.Serf}, the state machine of one member of a pool.
 * It reads no clock and opens no socket: packets, streams and time come in, {@link
 * praetor.gossip.Output} goes out. Owned by the gossip loop.
 */
@NullMarked
package praetor.gossip.serf;

import org.jspecify.annotations.NullMarked;

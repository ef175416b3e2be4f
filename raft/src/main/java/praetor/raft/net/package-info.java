/**
 * Calls between servers over byte streams: a greeting that names both ends, then frames. Knows
 * nothing of what the frames mean.
 *
 * <p>{@link praetor.raft.net.Links} makes calls, {@link praetor.raft.net.CallServer} answers them.
 * Every connection has one virtual thread that reads and one that writes, so a caller never waits
 * for the network, and what one caller sends arrives in order.
 */
@NullMarked
package praetor.raft.net;

import org.jspecify.annotations.NullMarked;

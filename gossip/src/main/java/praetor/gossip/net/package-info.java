/**
 * The edge of gossip: sockets, threads and files around {@link praetor.gossip.serf.Serf}.
 *
 * <p>Start reading at {@link praetor.gossip.net.Gossip}, one membership of one pool. It has a
 * platform thread, the gossip loop, which owns the state machine and the datagram socket; each
 * stream has a virtual thread, and events are told on another.
 */
@NullMarked
package praetor.gossip.net;

import org.jspecify.annotations.NullMarked;

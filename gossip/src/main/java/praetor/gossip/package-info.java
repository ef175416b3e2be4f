/**
 * Membership of a pool of agents, wire compatible with Consul's (memberlist and serf).
 *
 * <p>The rules are in {@link praetor.gossip.swim} (who is alive) and {@link praetor.gossip.serf}
 * (events, queries, coordinates), the bytes in {@link praetor.gossip.wire}, and sockets, threads
 * and files in {@link praetor.gossip.net}, whose {@code Gossip} an agent uses. Here is what they
 * and the agent talk about: members, events, settings, outputs.
 */
@NullMarked
package praetor.gossip;

import org.jspecify.annotations.NullMarked;

/**
 * Who is alive: SWIM with Lifeguard's refinements, as memberlist speaks it.
 *
 * <p>Start reading at {@link praetor.gossip.swim.Swim}. {@link praetor.gossip.swim.Prober} asks one
 * member after the other, {@link praetor.gossip.swim.Rumours} decides what a message about a member
 * means, {@link praetor.gossip.swim.BroadcastQueue} spreads it, {@link
 * praetor.gossip.swim.PushPulls} compares whole states. Owned by the gossip loop.
 *
 * <p>Source: the papers on SWIM (Das, Gupta, Motivala 2002) and Lifeguard (Dadgar, Phillips, Currey
 * 2017); constants and corner cases as observed on Consul 1.10 and 1.21.4.
 */
@NullMarked
package praetor.gossip.swim;

import org.jspecify.annotations.NullMarked;

/**
 * Who belongs to the pool of agents: the gossip pools of this agent, how it comes into them, and
 * what operators do about them.
 */
@NullMarked
package praetor.agent.membership;

import org.jspecify.annotations.NullMarked;

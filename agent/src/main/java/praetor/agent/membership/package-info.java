/** Who belongs to the pool of agents. Alone for now; gossip implements the same interface. */
@NullMarked
package praetor.agent.membership;

import org.jspecify.annotations.NullMarked;

/**
 * Files of the agent that survive a crash: each is either the old one or the new one, never half of
 * it.
 */
@NullMarked
package praetor.agent.disk;

import org.jspecify.annotations.NullMarked;

/**
 * Servers of a state that stands still: that of a snapshot. They answer every question and refuse
 * every write. Start reading at {@link praetor.agent.frozen.FrozenServers}.
 */
@NullMarked
package praetor.agent.frozen;

import org.jspecify.annotations.NullMarked;

/**
 * User events: what applications tell all agents, kept for a while and given to those that watch.
 *
 * <p>Start reading at {@link praetor.agent.event.UserEvents}. How events reach the other agents is
 * behind {@link praetor.agent.event.EventSource}.
 */
@NullMarked
package praetor.agent.event;

import org.jspecify.annotations.NullMarked;

/**
 * Addresses of agents that a cloud knows: what {@code retry_join} takes instead of an address.
 * Start reading at {@link praetor.agent.discover.Discovery}.
 */
@NullMarked
package praetor.agent.discover;

import org.jspecify.annotations.NullMarked;

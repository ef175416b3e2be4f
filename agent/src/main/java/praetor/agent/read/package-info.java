/**
 * Reads of the state as values: a query, how fresh its answer must be, and how long it may wait for
 * a change. Start with {@link praetor.agent.read.Query}; {@link praetor.agent.read.BlockingReads}
 * parks those that wait.
 */
@NullMarked
package praetor.agent.read;

import org.jspecify.annotations.NullMarked;

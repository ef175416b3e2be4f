/**
 * Executing prepared queries: what is asked ({@link praetor.agent.query.QueryExecution}), the
 * choice of instances from a view of the state ({@link praetor.agent.query.QuerySelection}, pure),
 * the way on to other datacenters ({@link praetor.agent.query.FailoverRun}) and the agent's cache
 * of results.
 */
@NullMarked
package praetor.agent.query;

import org.jspecify.annotations.NullMarked;

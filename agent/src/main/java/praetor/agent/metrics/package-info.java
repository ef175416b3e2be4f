/**
 * What the agent counts and measures, under the names that Consul documents. Start with {@link
 * praetor.agent.metrics.Metrics}: it hands out counters and samples, asks sources for gauges, and
 * closes an interval every ten seconds. Sinks and forms of output are thin.
 */
@NullMarked
package praetor.agent.metrics;

import org.jspecify.annotations.NullMarked;

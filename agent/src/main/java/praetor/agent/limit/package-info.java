/**
 * How many requests are let in: {@link praetor.agent.limit.TokenBucket} counts, {@link
 * praetor.agent.limit.RequestLimits} is {@code limits.request_limits} of a server, {@link
 * praetor.agent.limit.CallRate} is {@code limits.rpc_rate} of a client agent. Safe for any thread.
 */
@NullMarked
package praetor.agent.limit;

import org.jspecify.annotations.NullMarked;

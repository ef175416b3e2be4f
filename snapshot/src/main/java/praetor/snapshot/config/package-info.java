/**
 * What the snapshot agent is told to do: the {@code snapshot_agent} object of configuration files,
 * with the names of Consul Enterprise, and flags laid over it. Start reading at {@link
 * praetor.snapshot.config.AgentOptions}.
 */
@NullMarked
package praetor.snapshot.config;

import org.jspecify.annotations.NullMarked;

/**
 * The agent's configuration: from files, {@code -hcl} fragments and flags to one immutable {@link
 * praetor.agent.config.AgentConfig}.
 *
 * <p>Start reading at {@link praetor.agent.config.ConfigLoader}: each source is parsed into a plain
 * tree, checked against the table of keys ({@code keys.txt}), merged with the others, and turned
 * into records, which are then validated. Nothing here opens a socket; only the loader reads files.
 */
@NullMarked
package praetor.agent.config;

import org.jspecify.annotations.NullMarked;

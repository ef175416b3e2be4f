/**
 * What the daemon does as a client of its own API: the watches of its configuration, and the jobs
 * of {@code exec}. Start reading at {@link praetor.cli.daemon.AgentWatches}.
 */
@NullMarked
package praetor.cli.daemon;

import org.jspecify.annotations.NullMarked;

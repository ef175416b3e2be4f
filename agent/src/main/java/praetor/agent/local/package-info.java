/**
 * The services and checks of this agent: what is registered here, how it is kept on disk, and how
 * the servers' catalog is made to agree.
 *
 * <p>{@link praetor.agent.local.Registrations} is the door: it validates, keeps and starts what
 * comes by API or from configuration files. {@link praetor.agent.local.LocalState} holds the
 * present state, and {@link praetor.agent.local.AntiEntropy} brings it to the servers.
 */
@NullMarked
package praetor.agent.local;

import org.jspecify.annotations.NullMarked;

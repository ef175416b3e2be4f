/**
 * The daemon without its HTTP API: configuration, the server role, the agent's own services and
 * checks, DNS.
 *
 * <p>Start with {@code Agent}, which puts the parts together and owns their life.
 */
@NullMarked
package praetor.agent;

import org.jspecify.annotations.NullMarked;

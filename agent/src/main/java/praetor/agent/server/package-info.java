/**
 * The server role: proposes commands, applies them to the state store, and carries out the leader's
 * duties. Start with {@link praetor.agent.server.ServerRole}.
 */
@NullMarked
package praetor.agent.server;

import org.jspecify.annotations.NullMarked;

/**
 * A server's answers to calls. {@link praetor.agent.rpc.server.RpcEndpoints} is the door: it finds
 * the method and hands decoded arguments to one of the {@code Answers} classes, which ask the
 * {@link praetor.agent.servers.Servers} what an agent's HTTP API asks them.
 */
@NullMarked
package praetor.agent.rpc.server;

import org.jspecify.annotations.NullMarked;

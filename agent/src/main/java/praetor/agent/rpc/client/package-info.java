/**
 * Calls to servers. {@link praetor.agent.rpc.client.RemoteServers} is what a client agent asks;
 * {@link praetor.agent.rpc.client.ForwardingServers} is what a server's own HTTP API and the calls
 * that reach it are answered from: its own state, or the leader's.
 *
 * <p>{@link praetor.agent.rpc.client.Retries} repeats what may be repeated, {@link
 * praetor.agent.rpc.client.ServerChoice} says which server is next.
 */
@NullMarked
package praetor.agent.rpc.client;

import org.jspecify.annotations.NullMarked;

/**
 * What agents and servers say to each other on the server port: calls with MessagePack bodies.
 *
 * <p>This package holds the seam: {@link praetor.agent.rpc.RpcHandler} answers calls, {@link
 * praetor.agent.rpc.RpcCaller} makes them. {@code rpc.net} carries both over connections, {@code
 * rpc.call} says what the bodies hold, {@code rpc.server} answers from a {@link
 * praetor.agent.servers.Servers}, and {@code rpc.client} is a {@link praetor.agent.servers.Servers}
 * that asks others. Source: rpc facts, sections 1 to 6, observed on Consul 1.10 and 1.21.4.
 */
@NullMarked
package praetor.agent.rpc;

import org.jspecify.annotations.NullMarked;

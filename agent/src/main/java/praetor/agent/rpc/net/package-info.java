/**
 * The server port on the wire: {@link praetor.agent.rpc.net.ServerPort} accepts connections and
 * hands them out by their first byte, {@link praetor.agent.rpc.net.ServerDialer} opens them, and
 * {@link praetor.agent.rpc.net.RpcPool} makes calls over those it keeps.
 *
 * <p>Blocking code on virtual threads. Bodies of calls are opaque here. Source: rpc facts, sections
 * 1 to 3 and 7.
 */
@NullMarked
package praetor.agent.rpc.net;

import org.jspecify.annotations.NullMarked;

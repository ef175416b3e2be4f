/**
 * Many streams over one connection: yamux as Consul's agents speak it.
 *
 * <p>{@link praetor.agent.rpc.yamux.YamuxSession} is one connection, for either side; {@link
 * praetor.agent.rpc.yamux.FrameHeader} is the codec. A session has two virtual threads, one that
 * reads frames and one that writes them, and a timer; streams are used by whoever holds them.
 * Source: rpc facts, section 2; the public yamux specification.
 */
@NullMarked
package praetor.agent.rpc.yamux;

import org.jspecify.annotations.NullMarked;

/**
 * How calls stand on a stream: headers, and where a MessagePack value ends. Pure. Source: rpc
 * facts, section 3.
 */
@NullMarked
package praetor.agent.rpc.wire;

import org.jspecify.annotations.NullMarked;

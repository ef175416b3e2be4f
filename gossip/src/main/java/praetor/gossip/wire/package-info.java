/**
 * The bytes of the gossip protocol: messages, their framing in packets and streams, compression and
 * encryption.
 *
 * <p>Start reading at {@link praetor.gossip.wire.PacketCodec} and {@link
 * praetor.gossip.wire.StreamCodec}. Everything that cannot be read ends as {@link
 * praetor.model.DecodeException}, whatever the bytes. Source: packets of Consul 1.10 and 1.21.4
 * agents, recorded and decoded.
 */
@NullMarked
package praetor.gossip.wire;

import org.jspecify.annotations.NullMarked;

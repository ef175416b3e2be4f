/**
 * What the raft log carries: one record per kind of write, with its codec.
 *
 * <p>The records have the names and MessagePack fields of Consul's RPC structures, so that the
 * server RPC decodes a request into the command that it proposes. Values that need a clock or
 * randomness (session ids, times) are in the command already.
 */
@NullMarked
package praetor.state.command;

import org.jspecify.annotations.NullMarked;

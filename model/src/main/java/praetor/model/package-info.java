/**
 * The values of Praetor: nodes, services, checks, keys, sessions, coordinates, and how each is
 * written in JSON and MessagePack.
 *
 * <p>A record declares its fields once, in a {@link praetor.model.codec.Shape}; the HTTP API, the
 * raft log, snapshots and the server RPC all read and write it through that one declaration. Start
 * with {@link praetor.model.KvEntry} for the smallest example. Everything here is an immutable
 * value and safe for any thread.
 */
@NullMarked
package praetor.model;

import org.jspecify.annotations.NullMarked;

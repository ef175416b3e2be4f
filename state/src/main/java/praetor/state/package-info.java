/**
 * The state store: the tables that the raft log builds, immutable views of them, and watches.
 *
 * <p>Start with {@link praetor.state.StateStore}. The raft apply thread owns the store's writing
 * side: it applies committed {@link praetor.state.command.Command}s and publishes a new {@link
 * praetor.state.StateView} after each batch. Any thread reads a view, which never changes, and may
 * wait for a change of what it read with a {@link praetor.state.WatchSet}.
 *
 * <p>A table is one file: a table declaration with its keys, its indexes and its snapshot record,
 * and the operations on it as static methods that take the write transaction. The schema lists the
 * tables.
 */
@NullMarked
package praetor.state;

import org.jspecify.annotations.NullMarked;

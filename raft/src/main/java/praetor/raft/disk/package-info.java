/**
 * Files as the engine needs them: a folder tree that says exactly what is durable when.
 *
 * <p>{@link praetor.raft.disk.LocalDisk} is a directory of the machine, {@link
 * praetor.raft.disk.MemoryDisk} the same in memory for servers that keep nothing. Tests have one
 * that loses and tears what was not synced.
 */
@NullMarked
package praetor.raft.disk;

import org.jspecify.annotations.NullMarked;

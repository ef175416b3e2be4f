/**
 * What a server keeps on disk beside the log: its vote and its snapshots, each with checksums and
 * written so that a crash leaves the old or the new.
 */
@NullMarked
package praetor.raft.store;

import org.jspecify.annotations.NullMarked;

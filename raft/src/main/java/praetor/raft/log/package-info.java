/**
 * The log on disk: segments of checksummed records, written and synced batch by batch.
 *
 * <p>Start reading at {@link praetor.raft.log.SegmentedLog}; {@link praetor.raft.log.RecordCodec}
 * has the layout of a record and {@link praetor.raft.log.SegmentScan} the rules of what a crash may
 * leave behind and what is damage. Nothing here knows SOFAJRaft.
 */
@NullMarked
package praetor.raft.log;

import org.jspecify.annotations.NullMarked;

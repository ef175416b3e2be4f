/**
 * Consul's snapshot archives: a gzip of a tar with {@code meta.json}, {@code state.bin} and their
 * checksums.
 *
 * <p>Start with {@link praetor.state.archive.ArchiveReader} and {@link
 * praetor.state.archive.ArchiveWriter}; {@link praetor.state.archive.RecordStream} cuts a {@code
 * state.bin} into records and {@link praetor.state.archive.RecordKind} tells what they are. Bytes
 * go in and out in pieces; nothing here holds more than one record. What records mean is for the
 * tables of the state store.
 */
@NullMarked
package praetor.state.archive;

import org.jspecify.annotations.NullMarked;

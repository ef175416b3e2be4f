/**
 * The commands that take, restore and look into snapshots. Those that read a file work without any
 * agent; {@link praetor.cli.snapshot.ArchiveFile} checks it as a whole before it shows anything.
 */
@NullMarked
package praetor.cli.snapshot;

import org.jspecify.annotations.NullMarked;

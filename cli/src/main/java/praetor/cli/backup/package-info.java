/**
 * The commands {@code backup …}, which keep keys and values in files of JSON, and {@code
 * consul-backup}, which does the same as its environment says. The work itself is in {@code
 * praetor.snapshot.backup}.
 */
@NullMarked
package praetor.cli.backup;

import org.jspecify.annotations.NullMarked;

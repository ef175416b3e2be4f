/**
 * The command {@code serve-snapshot}. It is apart from the other commands of snapshots because it
 * needs the servers' code, which those must not load.
 */
@NullMarked
package praetor.cli.serve;

import org.jspecify.annotations.NullMarked;

/** The {@code watch} command. */
@NullMarked
package praetor.cli.watch;

import org.jspecify.annotations.NullMarked;

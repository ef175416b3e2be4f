/** The {@code lock} command. */
@NullMarked
package praetor.cli.lock;

import org.jspecify.annotations.NullMarked;

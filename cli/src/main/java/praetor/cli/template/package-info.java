/** The commands {@code template} and {@code env}: flags, signals, streams and exit codes. */
@NullMarked
package praetor.cli.template;

import org.jspecify.annotations.NullMarked;

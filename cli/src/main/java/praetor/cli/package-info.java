/**
 * The command line: {@link praetor.cli.Main} finds the command of the arguments in {@link
 * praetor.cli.Commands} and runs it.
 *
 * <p>Each command is one file that declares its flags; what they share is in {@code
 * praetor.cli.command}. A one-shot command loads no logging and no library: its start-up time is
 * what its user waits for.
 */
@NullMarked
package praetor.cli;

import org.jspecify.annotations.NullMarked;

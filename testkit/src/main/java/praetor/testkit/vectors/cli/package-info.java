/**
 * Runs recorded command lines of the program under test and compares exit code, output and files.
 *
 * <p>Start at {@link praetor.testkit.vectors.cli.CliVectors}. {@code Normaliser}, {@code JsonShape}
 * and {@code OutputMatcher} are pure; {@code CommandRun} starts the processes.
 */
@NullMarked
package praetor.testkit.vectors.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The command {@code registrator}: flags and texts of gliderlabs/registrator, and the loop of
 * module {@code registrator} behind them.
 */
@NullMarked
package praetor.cli.registrator;

import org.jspecify.annotations.NullMarked;

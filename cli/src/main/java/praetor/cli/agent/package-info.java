/**
 * The command {@code agent}: flags, banner, log, signals; and {@code validate} and {@code version}.
 */
@NullMarked
package praetor.cli.agent;

import org.jspecify.annotations.NullMarked;

/** What shells need to complete command lines: lines in their start files. */
@NullMarked
package praetor.cli.completion;

import org.jspecify.annotations.NullMarked;

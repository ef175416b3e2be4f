/**
 * What templates depend on: queries of the HTTP API and files, each watched by a thread of its own.
 * Start reading at {@link praetor.template.watch.Dependency}; {@link
 * praetor.template.watch.ConsulFunctions} are the functions that ask.
 */
@NullMarked
package praetor.template.watch;

import org.jspecify.annotations.NullMarked;

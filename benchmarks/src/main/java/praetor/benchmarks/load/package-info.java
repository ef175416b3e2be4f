/**
 * Load generators on plain non-blocking sockets. Each runs on the caller's thread and owns its
 * connections; requests are encoded beforehand, and answers are only counted and skipped, so that
 * the measured server keeps the processors.
 */
@NullMarked
package praetor.benchmarks.load;

import org.jspecify.annotations.NullMarked;

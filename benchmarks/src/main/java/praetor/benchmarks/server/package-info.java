/** The servers under test: how to start them, ask them and read their use of the machine. */
@NullMarked
package praetor.benchmarks.server;

import org.jspecify.annotations.NullMarked;

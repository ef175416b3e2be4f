/**
 * What the project's tests share: a clock that stands still, seeded random tests, agents started as
 * child processes, and replays of what a real Consul answered.
 *
 * <p>Start reading at {@link praetor.testkit.RandomTest}; {@code agent} starts programs, {@code
 * vectors} holds the replays, {@code net} the plain-socket HTTP client that both use. Modules take
 * the testkit in test scope only.
 */
@NullMarked
package praetor.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * Replays of recorded answers of a real Consul 1.21.4: what the replays of HTTP, DNS and command
 * lines share.
 *
 * <p>The recordings lie in the resources under {@code praetor/vectors}, each kind with a README
 * that explains its format. Start at {@link praetor.testkit.vectors.VectorTests}, which turns a
 * replay into JUnit tests; a replay itself is a function from a file's name to a {@link
 * praetor.testkit.vectors.Report}.
 */
@NullMarked
package praetor.testkit.vectors;

import org.jspecify.annotations.NullMarked;

/**
 * Replays recorded HTTP exchanges against a running server and compares the answers.
 *
 * <p>Start at {@link praetor.testkit.vectors.http.HttpVectors}; {@code ValueMatcher} holds the
 * rules of comparison and is pure. One replay of a scenario owns its saved names and bound
 * placeholders.
 */
@NullMarked
package praetor.testkit.vectors.http;

import org.jspecify.annotations.NullMarked;

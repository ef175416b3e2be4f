/**
 * Asks recorded DNS questions of a fresh agent and compares the answers.
 *
 * <p>Start at {@link praetor.testkit.vectors.dns.DnsVectors}. Messages are read and written by hand
 * here, so that a test of the server does not share a codec with it. {@code AnswerMatcher} holds
 * the rules of comparison and is pure.
 */
@NullMarked
package praetor.testkit.vectors.dns;

import org.jspecify.annotations.NullMarked;

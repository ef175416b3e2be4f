package praetor.dns;

import java.util.Optional;

/** What a datagram or frame turned out to be. */
sealed interface Received {
  /** A question to answer. */
  record Asked(Question question) implements Received {}

  /** A header that promises a question, and nothing behind it: REFUSED. */
  record Bare(int id, int bits) implements Received {}

  /**
   * A message that is refused with a code.
   *
   * @param bits the second word of the answer's header
   * @param question given back if it could be read
   */
  record Rejected(int id, int bits, Optional<Question> question) implements Received {}

  /** No answer: too short for a header, or an answer itself. */
  record Ignored() implements Received {}
}

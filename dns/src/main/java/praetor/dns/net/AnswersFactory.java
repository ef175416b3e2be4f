package praetor.dns.net;

import praetor.dns.Answers;

/** Makes an {@link Answers} for a thread. Thread-safe. */
interface AnswersFactory {
  Answers create();
}

package praetor.dns.net;

import java.util.function.Supplier;
import praetor.dns.Answers;

/**
 * Makes an {@link Answers} for a thread. Thread-safe.
 *
 * @param meter hears of what they answered
 */
record AnswersFactory(Supplier<Answers> maker, DnsMeter meter) {
  Answers create() {
    return maker.get();
  }

  /** Tells the meter of the question that was answered last. */
  void answered(Answers answers, long startNanos) {
    if (answers.askedType() > 0) {
      meter.answered(answers.askedType(), answers.askedReverse(), startNanos);
    }
  }
}

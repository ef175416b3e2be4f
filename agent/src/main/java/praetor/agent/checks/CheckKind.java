package praetor.agent.checks;

import java.time.Duration;
import praetor.agent.config.CheckDefinition;

/** A kind of check that the agent runs itself, in intervals. Stateless; safe for any thread. */
public interface CheckKind {
  /** The word in a check's {@code Type}. */
  String type();

  boolean appliesTo(CheckDefinition definition);

  /**
   * Makes the probe of a definition.
   *
   * @param outputMaxBytes how much of what the target says goes into a result
   */
  Probe probe(CheckDefinition definition, int outputMaxBytes);

  /** Makes the probe of a definition that may speak TLS. */
  default Probe probe(CheckDefinition definition, int outputMaxBytes, ProbeTls tls) {
    return probe(definition, outputMaxBytes);
  }

  /** Looks at the target once. Called by one thread at a time, a virtual one: may block. */
  interface Probe {
    /** Returns within the definition's timeout; a target that fails is a result. */
    CheckResult run() throws InterruptedException;
  }

  /** The definition's timeout, or the usual one. */
  static Duration timeout(CheckDefinition definition, Duration usual) {
    return definition.timeout().compareTo(Duration.ZERO) > 0 ? definition.timeout() : usual;
  }
}

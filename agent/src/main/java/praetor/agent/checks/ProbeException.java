package praetor.agent.checks;

/** A target did not answer as it should; the message is the check's output. */
final class ProbeException extends Exception {
  private static final long serialVersionUID = 1;

  ProbeException(String message) {
    super(message, null, false, false);
  }
}

package praetor.agent.recovery;

/** A recovery is refused; the message is one sentence for the person who asked for it. */
public final class RecoveryException extends Exception {

  private static final long serialVersionUID = 1;

  RecoveryException(String message) {
    super(message);
  }
}

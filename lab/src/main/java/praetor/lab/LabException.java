package praetor.lab;

/** A lab cannot be made, looked at or removed; the message is one sentence for people. */
public final class LabException extends Exception {
  private static final long serialVersionUID = 1L;

  public LabException(String sentence) {
    super(sentence);
  }

  LabException(String sentence, Exception cause) {
    super(sentence, cause);
  }
}

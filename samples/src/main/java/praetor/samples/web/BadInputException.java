package praetor.samples.web;

/** A request makes no sense; the message says why, in a sentence for whoever asked. */
public final class BadInputException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadInputException(String sentence) {
    super(sentence);
  }
}

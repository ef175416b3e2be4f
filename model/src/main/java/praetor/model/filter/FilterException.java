package praetor.model.filter;

/** An expression that Consul refuses; the message is the body of its answer, status 500. */
public final class FilterException extends Exception {
  private static final long serialVersionUID = 1;

  /** What went wrong. */
  public enum Kind {
    /** The text is no expression. */
    SYNTAX,
    /** A selector, operator or value does not suit the rows. */
    MEANING
  }

  private final Kind kind;
  private final String detail;

  FilterException(Kind kind, String detail) {
    super("Failed to create boolean expression evaluator: " + detail);
    this.kind = kind;
    this.detail = detail;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The message without its beginning. GET /v1/agent/checks answers an error of {@link
   * Kind#MEANING} so, and only when it has checks to filter.
   */
  public String detail() {
    return detail;
  }
}

package praetor.docker;

/** The Docker Engine answered that it does not do what it was asked. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String body;

  EngineException(int status, String body) {
    super("status " + status + ": " + body);
    this.status = status;
    this.body = body;
  }

  /** The HTTP status: 404 for what does not exist, 409 for a container that is not running. */
  public int status() {
    return status;
  }

  /** What it says, as it came. */
  public String body() {
    return body;
  }
}

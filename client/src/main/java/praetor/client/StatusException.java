package praetor.client;

/** The agent answered with a status that the caller does not expect. */
public final class StatusException extends ClientException {

  private static final long serialVersionUID = 1;

  private final int status;

  /**
   * With the text that Consul's users know.
   *
   * @param body the body of the answer, blanks around it are dropped
   */
  StatusException(int status, String body) {
    super("Unexpected response code: " + status + " (" + body.strip() + ")");
    this.status = status;
  }

  /** The failure that an answer is. */
  public static StatusException of(Response response) {
    return new StatusException(response.status(), response.text());
  }

  public int status() {
    return status;
  }
}

package praetor.client;

import java.io.IOException;
import java.util.Objects;

/** A call failed: the agent was not reached, or answered with an error. */
public class ClientException extends IOException {

  private static final long serialVersionUID = 1;

  public ClientException(String message) {
    super(message);
  }

  public ClientException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

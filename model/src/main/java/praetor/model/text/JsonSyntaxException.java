package praetor.model.text;

import java.util.Objects;

/** The text is not JSON; the message is the one Go's decoder gives. */
public final class JsonSyntaxException extends Exception {

  private static final long serialVersionUID = 1;

  JsonSyntaxException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

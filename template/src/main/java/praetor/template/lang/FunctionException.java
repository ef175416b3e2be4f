package praetor.template.lang;

import java.util.Objects;

/** A function refuses its arguments or fails; the message is what Go's function says. */
public final class FunctionException extends Exception {
  private static final long serialVersionUID = 1;

  public FunctionException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

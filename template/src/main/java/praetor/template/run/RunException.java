package praetor.template.run;

import java.util.Objects;

/** The run cannot go on. */
public final class RunException extends Exception {
  private static final long serialVersionUID = 1;

  public RunException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

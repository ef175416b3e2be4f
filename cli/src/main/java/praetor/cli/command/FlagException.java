package praetor.cli.command;

import java.util.Objects;

/** The flags of a command line cannot be read; the message is printed before the usage. */
public final class FlagException extends Exception {

  private static final long serialVersionUID = 1;

  FlagException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

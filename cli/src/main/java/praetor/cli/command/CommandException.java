package praetor.cli.command;

import java.util.Objects;

/** A command cannot go on; the message is printed and the exit code is 1. */
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1;

  public CommandException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

package praetor.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import praetor.client.Environment;
import praetor.model.Bytes;

/** Rules about arguments that many commands have. */
public final class Arguments {

  private Arguments() {}

  /** Refuses more arguments than a command takes. */
  public static void atMost(int count, List<String> arguments) throws CommandException {
    if (arguments.size() > count) {
      throw new CommandException(
          "Too many arguments (expected %d, got %d)".formatted(count, arguments.size()));
    }
  }

  /** The value of an argument: {@code @file}, {@code -} for standard input, or the text itself. */
  public static Bytes data(String argument, InputStream in) throws CommandException {
    try {
      if (argument.equals("-")) {
        return Bytes.owned(in.readAllBytes());
      }
      if (argument.startsWith("@")) {
        return Bytes.owned(Files.readAllBytes(Path.of(argument.substring(1))));
      }
    } catch (IOException unreadable) {
      throw new CommandException(
          argument.equals("-")
              ? "Failed to read stdin: " + unreadable.getMessage()
              : "Failed to read file: "
                  + Environment.openFailure(argument.substring(1), unreadable));
    }
    return Bytes.utf8(argument);
  }
}

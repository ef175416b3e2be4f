package praetor.client;

import java.util.Optional;

/** Booleans as Go's flags and variables write them. */
public final class GoBool {

  private GoBool() {}

  public static Optional<Boolean> parse(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> Optional.of(true);
      case "0", "f", "F", "false", "FALSE", "False" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}

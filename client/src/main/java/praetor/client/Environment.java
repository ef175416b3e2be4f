package praetor.client;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Client settings from environment variables: {@code CONSUL_HTTP_ADDR} and its relatives, each also
 * as {@code PRAETOR_...}, which wins.
 *
 * <p>Source: public command reference, "Environment Variables"; texts of Consul 1.21.4.
 */
public final class Environment {

  private final Map<String, String> variables;

  public Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** A variable that is set and not empty, by its name without the prefix. */
  public Optional<String> value(String name) {
    return Optional.ofNullable(variables.get("PRAETOR_" + name))
        .or(() -> Optional.ofNullable(variables.get("CONSUL_" + name)))
        .filter(value -> !value.isEmpty());
  }

  /** Why a boolean variable cannot be read. */
  public Optional<String> fault(String name) {
    return value(name)
        .filter(text -> GoBool.parse(text).isEmpty())
        .map(text -> "strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
  }

  public Optional<Boolean> bool(String name) {
    return value(name).flatMap(GoBool::parse);
  }

  /** The token of a file, blanks around it dropped. */
  public static String tokenOf(String file) throws ClientException {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw new ClientException(
          "Error loading token file " + file + " : " + openFailure(file, unreadable), unreadable);
    }
  }

  /** {@code open FILE: no such file or directory}. */
  public static String openFailure(String file, IOException failure) {
    return "open " + file + ": " + reason(failure);
  }

  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      default -> String.valueOf(failure.getMessage());
    };
  }
}

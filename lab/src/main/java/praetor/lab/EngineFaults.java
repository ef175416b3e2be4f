package praetor.lab;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import praetor.docker.EngineException;

/** What went wrong with the Docker Engine, in sentences that say what to do. */
final class EngineFaults {
  private static final Pattern TAKEN =
      Pattern.compile("address already in use|port is already allocated");
  private static final Pattern PORT = Pattern.compile(":(\\d+)\\b");
  private static final Pattern MESSAGE = Pattern.compile("\"message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private EngineFaults() {}

  static LabException unreachable(IOException failed) {
    var message = String.valueOf(failed.getMessage());
    var hint =
        message.toLowerCase(Locale.ROOT).contains("permission denied")
            ? "only root and members of the group docker may use it"
            : "is Docker installed and running? DOCKER_HOST names another Engine";
    return new LabException("no Docker Engine: " + message + " (" + hint + ")", failed);
  }

  /** What an Engine said when it refused to do something with a container. */
  static LabException refused(String what, EngineException refused) {
    return new LabException(sentence(what, refused.body()), refused);
  }

  static String sentence(String what, String body) {
    var message = message(body);
    return takenPort(message)
        .map("port %s is in use: choose another with -port, -http-port or -dns-port"::formatted)
        .orElse(what + ": " + message);
  }

  private static Optional<String> takenPort(String message) {
    if (!TAKEN.matcher(message).find()) {
      return Optional.empty();
    }
    var port = PORT.matcher(message);
    return port.find() ? Optional.of(port.group(1)) : Optional.of("of the lab");
  }

  /** The sentence in its body. */
  private static String message(String body) {
    var message = MESSAGE.matcher(body);
    return message.find() ? message.group(1).replace("\\\"", "\"") : body.strip();
  }
}

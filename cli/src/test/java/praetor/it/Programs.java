package praetor.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Other programs that tests use where they are installed. */
final class Programs {
  private Programs() {}

  static boolean exists(String name) {
    var folders = Optional.ofNullable(System.getenv("PATH")).orElse("").split(":");
    return Stream.of(folders).anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}

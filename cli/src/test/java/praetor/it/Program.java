package praetor.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import praetor.testkit.agent.ProcessLauncher;

/** The jar that {@code package} has built, started with the options of the launcher script. */
final class Program {
  private static final Path JAR = Path.of("target/praetor.jar").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Source: the script {@code praetor}, without its AOT cache. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private static final String ONE_SHOT = "-XX:TieredStopAtLevel=1";

  private Program() {}

  /** Starts agents of it. */
  static ProcessLauncher launcher() {
    return new ProcessLauncher(line(List.of()));
  }

  /** Starts agents of it with a heap of their own size. */
  static ProcessLauncher launcher(String heapMax) {
    return new ProcessLauncher(line(List.of("-Xmx" + heapMax)));
  }

  /** The command line of it as one-shot commands run, without arguments. */
  static List<String> command() {
    return line(List.of(ONE_SHOT));
  }

  /** The same, knowing the source tree that it is from, as when the launcher starts it. */
  static List<String> fromSources() {
    var launcher = Path.of("..", "praetor").toAbsolutePath().normalize();
    return line(List.of(ONE_SHOT, "-Dpraetor.launcher=" + launcher));
  }

  private static List<String> line(List<String> more) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is missing: mvn package makes it");
    }
    var line = new ArrayList<String>();
    line.add(JAVA.toString());
    line.addAll(OPTIONS);
    line.addAll(more);
    line.addAll(List.of("-jar", JAR.toString()));
    return List.copyOf(line);
  }
}

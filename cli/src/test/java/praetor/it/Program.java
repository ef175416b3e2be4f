package praetor.it;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.testkit.agent.ProcessLauncher;

/**
 * The jar that {@code package} has built, started as the launcher script starts it: with its
 * options, and with the AOT caches that make starts cheap where they can be had.
 */
final class Program {
  private static final Path JAR = Path.of("target/praetor.jar").toAbsolutePath();
  private static final Path MAKE_CACHES = Path.of("..", "build", "aot").toAbsolutePath();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /** Source: the script {@code praetor}. */
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private static final List<String> AGENT =
      List.of(
          "-XX:NewSize=16m",
          "-XX:TrimNativeHeapInterval=30000",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0");

  private static final List<String> ONE_SHOT = List.of("-XX:TieredStopAtLevel=1");

  private static final Optional<Note> CACHES = caches();

  /**
   * What is written beside the jar once its caches are there.
   *
   * @param jar its size and time
   * @param digest part of the names of the caches
   */
  private record Note(String jar, String digest) {}

  private Program() {}

  /** Makes the caches where they are missing; of several JVMs of tests one does, and all wait. */
  private static Optional<Note> caches() {
    var lock = JAR.resolveSibling("aot.lock");
    try (var channel = FileChannel.open(lock, CREATE, WRITE);
        var _ = channel.lock()) {
      var making = new ProcessBuilder(MAKE_CACHES.toString(), JAR.toString()).inheritIO().start();
      var note = Path.of(JAR + ".aot");
      if (making.waitFor() != 0 || !Files.exists(note)) {
        return Optional.empty();
      }
      var words = Files.readString(note).strip().split(" ");
      return Optional.of(new Note(words[0] + ":" + words[1], words[2]));
    } catch (IOException unable) {
      System.out.println("starts without AOT caches: " + unable.getMessage());
      return Optional.empty();
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static List<String> cache(String kind) {
    return CACHES
        .map(
            note ->
                List.of(
                    "-Xlog:disable",
                    "-Xlog:all=warning,aot=off,cds=off:stderr",
                    "-XX:AOTCache=" + file(note, kind),
                    "-Dpraetor.aot=" + note.jar()))
        .orElse(List.of());
  }

  private static Path file(Note note, String kind) {
    return JAR.resolveSibling("praetor-" + note.digest() + "-" + kind + ".aot");
  }

  /** Puts the caches beside a copy of the jar; none where they cannot be had. */
  static void copyCaches(Path folder) throws IOException {
    if (CACHES.isPresent()) {
      for (var kind : List.of("cli", "agent")) {
        var cache = file(CACHES.get(), kind);
        Files.copy(cache, folder.resolve(cache.getFileName()));
      }
    }
  }

  /** Starts agents of it. */
  static ProcessLauncher launcher() {
    return new ProcessLauncher(line("agent", List.of()));
  }

  /** Starts agents of it with a heap of their own size. */
  static ProcessLauncher launcher(String heapMax) {
    return new ProcessLauncher(line("agent", List.of("-Xmx" + heapMax)));
  }

  /** The command line of it as one-shot commands run, without arguments. */
  static List<String> command() {
    return line("cli", List.of());
  }

  /** The same, knowing the source tree that it is from, as when the launcher starts it. */
  static List<String> fromSources() {
    var launcher = Path.of("..", "praetor").toAbsolutePath().normalize();
    return line("cli", List.of("-Dpraetor.launcher=" + launcher));
  }

  private static List<String> line(String kind, List<String> more) {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is missing: mvn package makes it");
    }
    var line = new ArrayList<String>();
    line.add(JAVA.toString());
    line.addAll(OPTIONS);
    line.addAll(kind.equals("agent") ? AGENT : ONE_SHOT);
    line.addAll(cache(kind));
    line.addAll(more);
    line.addAll(List.of("-cp", JAR.toString(), "praetor.cli.Main"));
    return List.copyOf(line);
  }
}

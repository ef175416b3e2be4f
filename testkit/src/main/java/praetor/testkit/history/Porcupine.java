package praetor.testkit.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import praetor.testkit.history.Operation.Action;

/**
 * Somebody else's check of what {@link Linearizability} checks: the program of Anish Athalye, which
 * is made from its sources by a Go compiler.
 *
 * <p>Source: github.com/anishathalye/porcupine.
 */
public final class Porcupine {
  private static final List<String> SOURCES = List.of("go.mod", "go.sum", "main.go");

  private final Path program;

  private Porcupine(Path program) {
    this.program = program;
  }

  /**
   * Makes the program.
   *
   * @param folder gets its sources
   * @throws IOException if there is no Go, or nowhere to get the library from
   */
  public static Porcupine build(Path folder) throws IOException, InterruptedException {
    for (var name : SOURCES) {
      try (var source = Porcupine.class.getResourceAsStream("porcupine/" + name)) {
        Files.copy(Objects.requireNonNull(source, name), folder.resolve(name));
      }
    }
    var go =
        new ProcessBuilder("go", "build", "-o", "porcupine", ".")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    go.getOutputStream().close();
    var said = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (go.waitFor() != 0) {
      throw new IOException("go build: " + said.strip());
    }
    return new Porcupine(folder.resolve("porcupine"));
  }

  /**
   * Whether one order explains each of the histories; {@code unknown} where it takes too long to
   * find out.
   *
   * @return {@code true}, {@code false} or {@code unknown} for each
   */
  public List<String> judge(List<List<Operation>> histories)
      throws IOException, InterruptedException {
    var questions = Files.createTempFile(program.getParent(), "histories", ".txt");
    Files.writeString(
        questions, histories.stream().map(Porcupine::lines).collect(Collectors.joining()));
    var process =
        new ProcessBuilder(program.toString())
            .redirectInput(questions.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var answers = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("porcupine ended with " + process.exitValue());
    }
    return answers.lines().toList();
  }

  private static String lines(List<Operation> history) {
    return history.size()
        + "\n"
        + history.stream().map(Porcupine::line).collect(Collectors.joining());
  }

  private static String line(Operation operation) {
    var what =
        switch (operation.action()) {
          case Action.Read(int value) -> "read 0 " + value + " true";
          case Action.Write(int value) -> "write 0 " + value + " true";
          case Action.Swap(int expected, int value, boolean done) ->
              "swap " + expected + " " + value + " " + done;
        };
    var answered = operation.answered() ? String.valueOf(operation.answeredNanos()) : "never";
    return what + " " + operation.calledNanos() + " " + answered + "\n";
  }
}

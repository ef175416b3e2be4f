package praetor.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import praetor.client.JsonView;
import praetor.model.text.JsonParser;
import praetor.model.text.JsonSyntaxException;

/** Recorded command lines of Consul 1.21.4 and what they printed. */
final class VectorFile {

  /**
   * A command line and what is expected of it.
   *
   * @param files written before the command runs, by name
   */
  record Step(
      int number,
      List<String> args,
      Map<String, String> env,
      Map<String, String> files,
      boolean sorted,
      int exitCode,
      String stdout,
      String stderr) {

    @Override
    public String toString() {
      return "#" + number + " " + String.join(" ", args);
    }
  }

  private VectorFile() {}

  static JsonView json(String name) {
    try (var in = VectorFile.class.getResourceAsStream("/vectors/" + name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new JsonView(Optional.ofNullable(JsonParser.parse(bytes)));
    } catch (IOException | JsonSyntaxException damaged) {
      throw new IllegalStateException(name, damaged);
    }
  }

  static List<Step> steps(String name) {
    var steps = json(name).field("steps").elements();
    return java.util.stream.IntStream.range(0, steps.size())
        .mapToObj(i -> step(i, steps.get(i)))
        .toList();
  }

  private static Step step(int number, JsonView step) {
    var expect = step.field("expect");
    return new Step(
        number,
        step.field("args").texts(),
        step.field("env").fields(JsonView::text),
        step.field("files").fields(JsonView::text),
        step.bool("sort"),
        (int) expect.number("rc"),
        text(expect.field("stdout")),
        text(expect.field("stderr")));
  }

  private static String text(JsonView expected) {
    return expected.value().orElse("") instanceof List<?>
        ? String.join("\n", expected.texts())
        : expected.text();
  }
}

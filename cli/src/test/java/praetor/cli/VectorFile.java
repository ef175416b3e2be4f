package praetor.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import praetor.client.JsonView;
import praetor.model.DecodeException;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;

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
      return JsonView.of(JsonReader.readWhole(bytes));
    } catch (IOException | DecodeException damaged) {
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
    return expected.value().orElse(new JsonValue.Null()) instanceof JsonValue.Arr
        ? String.join("\n", expected.texts())
        : expected.text();
  }
}

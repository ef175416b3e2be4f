package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import praetor.cli.command.FlagException;
import praetor.cli.command.Terminal;
import praetor.cli.template.TemplateCommand;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.agent.RunningAgent;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.VectorFiles;
import tools.jackson.databind.JsonNode;

/** The command template prints, refuses and waits as consul-template 0.42.1 did. */
class TemplateVectorsIT {
  /** Cases that this version does not answer yet; what passes has to leave the list. */
  private static final Map<String, String> NOT_YET =
      Map.of("t543", "the endpoints of peering come with a later version");

  private static final List<String> FILES = List.of("language", "consul", "helpers", "config");
  private static final Duration BLOCKS = Duration.ofMillis(1_500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final Pattern ERROR =
      Pattern.compile("\\[ERR\\] \\(cli\\) (.*)\\z", Pattern.DOTALL);

  @TempDir Path folder;

  /** What came of a case; the fields that a recorded case holds. */
  private record Result(Map<String, Object> fields) {}

  @TestFactory
  Stream<DynamicNode> recordedCasesHold() throws Exception {
    var config = AgentConfig.server(folder, AgentPorts.free());
    config.putObject("connect").put("enabled", true);
    RunningAgent agent = Program.launcher().start(folder, config);
    var api = new Api(agent.httpUri());
    fill(api);
    var waiting = waiting(agent);
    return FILES.stream().map(name -> container(name, agent, waiting)).onClose(agent::close);
  }

  /** Cases that wait for what never comes, by their ids: they do it side by side. */
  private Map<String, Future<Result>> waiting(RunningAgent agent) {
    var waiting = new HashMap<String, Future<Result>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      FILES.stream()
          .flatMap(name -> VectorFiles.read("template", name).values().stream())
          .filter(TemplateVectorsIT::waits)
          .forEach(v -> waiting.put(id(v), threads.submit(() -> run(v, agent))));
    }
    return waiting;
  }

  private static boolean waits(JsonNode vector) {
    return vector.has("blocks") || NOT_YET.containsKey(id(vector));
  }

  private static String id(JsonNode vector) {
    return vector.get("id").stringValue();
  }

  private static void fill(Api api) {
    for (var call : VectorFiles.read("template", "dataset").get("calls").values()) {
      var body = call.get("body");
      var text = body.isString() ? body.stringValue() : JsonText.spaced(body);
      Awaitility.await()
          .atMost(ANSWER_MAX)
          .untilAsserted(() -> api.accepted(call.get("path").stringValue(), text));
    }
    Awaitility.await()
        .atMost(ANSWER_MAX)
        .until(() -> api.get("/v1/catalog/service/local").text().contains("local1"));
  }

  private DynamicNode container(
      String name, RunningAgent agent, Map<String, Future<Result>> waiting) {
    return DynamicContainer.dynamicContainer(
        name,
        VectorFiles.read("template", name).values().stream()
            .map(each -> test(each, agent, waiting)));
  }

  private DynamicTest test(
      JsonNode vector, RunningAgent agent, Map<String, Future<Result>> waiting) {
    var id = id(vector);
    return DynamicTest.dynamicTest(
        id + " " + vector.get("group").stringValue(),
        () -> {
          var result =
              (waiting.containsKey(id) ? waiting.get(id).get() : run(vector, agent)).fields();
          if (NOT_YET.containsKey(id)) {
            assertThat(result).as(id + " passes now: off the list").isNotEqualTo(wanted(vector));
            Assumptions.abort(NOT_YET.get(id));
          }
          assertThat(result).isEqualTo(wanted(vector));
        });
  }

  private static Map<String, Object> wanted(JsonNode vector) {
    var wanted = new TreeMap<String, Object>();
    for (var name : List.of("exit", "stdout", "error", "blocks")) {
      if (vector.has(name)) {
        var value = vector.get(name);
        wanted.put(
            name,
            value.isString()
                ? value.stringValue()
                : value.isBoolean() ? (Object) value.booleanValue() : value.intValue());
      }
    }
    return wanted;
  }

  private Result run(JsonNode vector, RunningAgent agent) throws Exception {
    var here = Files.createTempDirectory(folder, "case");
    var source = here.resolve("t.tpl");
    write(source, vector.get("template").stringValue().replace("@DIR@", here.toString()));
    if (vector.has("files")) {
      for (var file : vector.get("files").properties()) {
        write(here.resolve(file.getKey()), file.getValue().stringValue());
      }
    }
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment(vector, here));
    var words = words(vector, agent, here, source);
    int[] code = {-1};
    var thread = Thread.ofVirtual().start(() -> code[0] = command(here, words, terminal));
    thread.join(waits(vector) ? BLOCKS : ANSWER_MAX);
    if (thread.isAlive()) {
      thread.interrupt();
      thread.join(ANSWER_MAX);
      return new Result(Map.of("blocks", true));
    }
    terminal.flush();
    return result(code[0], out, err, here, source);
  }

  private static int command(Path here, List<String> words, Terminal terminal) {
    var command = new TemplateCommand(here);
    try {
      return command.run(command.flags().parse(words), terminal);
    } catch (FlagException wrong) {
      return command.refused(wrong, terminal);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static Map<String, String> environment(JsonNode vector, Path here) {
    var environment = new TreeMap<String, String>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", "/nonexistent");
    environment.put("LANG", "C.UTF-8");
    if (vector.has("env")) {
      vector
          .get("env")
          .properties()
          .forEach(
              each ->
                  environment.put(
                      each.getKey(),
                      each.getValue().stringValue().replace("@DIR@", here.toString())));
    }
    return environment;
  }

  private static List<String> words(JsonNode vector, RunningAgent agent, Path here, Path source) {
    var words =
        new ArrayList<>(List.of("-once", "-dry", "-consul-addr", agent.httpUri().getAuthority()));
    words.add("-template");
    words.add(source + ":" + here.resolve("out"));
    if (vector.has("args")) {
      vector
          .get("args")
          .values()
          .forEach(each -> words.add(each.stringValue().replace("@DIR@", here.toString())));
    }
    return words;
  }

  private static Result result(
      int code, ByteArrayOutputStream out, ByteArrayOutputStream err, Path here, Path source) {
    if (code == 0) {
      var text = out.toString(StandardCharsets.UTF_8);
      var heading = "> " + here.resolve("out") + "\n";
      int at = text.indexOf(heading);
      var shown = at < 0 ? text : text.substring(0, at) + text.substring(at + heading.length());
      return new Result(Map.of("exit", 0, "stdout", back(shown, here, source)));
    }
    var text = err.toString(StandardCharsets.UTF_8);
    var match = ERROR.matcher(text);
    var error = match.find() ? match.group(1) : text;
    return new Result(Map.of("exit", code, "error", back(error.strip(), here, source)));
  }

  private static String back(String text, Path here, Path source) {
    return text.replace(source.toString(), "@TPL@").replace(here.toString(), "@DIR@");
  }
}

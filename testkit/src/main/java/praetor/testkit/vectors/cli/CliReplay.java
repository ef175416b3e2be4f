package praetor.testkit.vectors.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentLauncher;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.vectors.Check;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.Names;
import praetor.testkit.vectors.Regexes;
import praetor.testkit.vectors.Report;
import praetor.testkit.vectors.SetupCalls;
import praetor.testkit.vectors.TempFolder;
import praetor.testkit.vectors.VectorAgent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One run of one file: its folder, its agent where it has one, and its steps in order. */
final class CliReplay implements AutoCloseable {
  private static final Duration COMMAND_MAX = Duration.ofMinutes(1);

  /** What a command keeps of the tests' own environment. */
  private static final List<String> INHERITED =
      List.of("PATH", "JAVA_HOME", "JAVA_OPTS", "PRAETOR_JAVA_HOME");

  private static final String UNSET = "@UNSET@";
  private static final int LABEL_MAX = 150;

  private final List<String> command;
  private final String name;
  private final JsonNode scenario;
  private final TempFolder folder;
  private final Optional<VectorAgent> agent;
  private final WorkFolder work;
  private final Places places;
  private final Normaliser normaliser;
  private final Names saved = new Names();

  private CliReplay(
      List<String> command,
      String name,
      JsonNode scenario,
      TempFolder folder,
      Optional<VectorAgent> agent) {
    this.command = command;
    this.name = name;
    this.scenario = scenario;
    this.folder = folder;
    this.agent = agent;
    this.work = new WorkFolder(folder.path());
    this.places = new Places(folder.path(), agent.map(VectorAgent::agent));
    this.normaliser = new Normaliser(places);
  }

  static CliReplay start(
      List<String> command, AgentLauncher launcher, String name, JsonNode scenario)
      throws IOException, InterruptedException {
    // A step without a start has no agent, and finds nobody at the address it is given.
    var agent =
        scenario.has("start")
            ? Optional.of(startAgent(launcher, scenario))
            : Optional.<VectorAgent>empty();
    return new CliReplay(command, name, scenario, TempFolder.create("praetor-cli"), agent);
  }

  private static VectorAgent startAgent(AgentLauncher launcher, JsonNode scenario)
      throws IOException, InterruptedException {
    return VectorAgent.start(
        launcher,
        folder ->
            VectorAgent.settings(
                AgentConfig.server(folder, AgentPorts.free()), scenario.path("start")),
        token(scenario));
  }

  private static Optional<String> token(JsonNode scenario) {
    return scenario.path("token").asStringOpt();
  }

  Report run() throws IOException, InterruptedException {
    var uris = agent.map(a -> a.agent().httpUri()).stream().toList();
    var setup = new SetupCalls(uris, token(scenario), saved);
    setup.run(scenario.path("setup"));
    var checks = new ArrayList<Check>();
    int number = 0;
    for (var step : scenario.path("steps").values()) {
      if (step.has("args")) {
        checks.add(new Check(label(number, step), OutputMatcher.differences(step, perform(step))));
      } else {
        setup.runOne(step);
      }
      number++;
    }
    return new Report(name, checks);
  }

  private static String label(int number, JsonNode step) {
    var words = step.path("args").values().stream().map(JsonNode::stringValue).toList();
    var line = String.join(" ", words);
    return "#" + number + " " + line.substring(0, Math.min(line.length(), LABEL_MAX));
  }

  /** Runs a step's command; what it did, in the notation of the recordings. */
  private ObjectNode perform(JsonNode step) throws IOException, InterruptedException {
    work.prepare(step, this::fill);
    var before = work.names();
    var line = new ArrayList<>(command);
    step.path("args").values().forEach(word -> line.add(fill(word.stringValue())));
    var stdin = fill(step.path("stdin").asString(""));
    var run = new CommandRun(line, work.path(), environment(step), stdin);
    var result = run.run(stopAfter(step));
    save(step, result.stdout());
    return notation(step, result, before);
  }

  private static Duration stopAfter(JsonNode step) {
    return step.has("stop_after")
        ? Duration.ofMillis(Math.round(step.path("stop_after").doubleValue() * 1_000))
        : COMMAND_MAX;
  }

  private String fill(String text) {
    return places.fill(saved.insertInto(text));
  }

  private Map<String, String> environment(JsonNode step) {
    var environment = new LinkedHashMap<String, String>();
    for (var inherited : INHERITED) {
      Optional.ofNullable(System.getenv(inherited))
          .ifPresent(value -> environment.put(inherited, value));
    }
    environment.put("HOME", work.path().toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("TZ", "UTC");
    environment.put("CONSUL_HTTP_ADDR", places.httpAddress());
    step.path("env")
        .properties()
        .forEach(own -> environment.put(own.getKey(), fill(own.getValue().stringValue())));
    environment.values().removeIf(UNSET::equals);
    return environment;
  }

  private void save(JsonNode step, String stdout) {
    for (var save : step.path("save").properties()) {
      var found = Regexes.compile(save.getValue().stringValue()).matcher(stdout);
      saved.put(save.getKey(), found.find() ? found.group(Math.min(found.groupCount(), 1)) : "");
    }
  }

  private ObjectNode notation(JsonNode step, CommandResult result, Set<String> before)
      throws IOException {
    var got = JsonNodeFactory.instance.objectNode().put("rc", result.exitCode());
    got.set("stdout", output(step, "stdout", result.stdout()));
    got.set("stderr", output(step, "stderr", result.stderr()));
    if (step.path("list_files").asBoolean(false)) {
      var files = got.putObject("files");
      var appeared = work.names();
      appeared.removeAll(before);
      for (var file : appeared) {
        var name = normaliser.normalise(file, JsonNodeFactory.instance.objectNode());
        files.put(name, work.mode(file));
      }
    }
    return got;
  }

  private JsonNode output(JsonNode step, String stream, String text) {
    var json =
        step.path("json_shape").asString("").equals(stream)
            ? JsonText.parse(text)
            : Optional.<JsonNode>empty();
    return json.<JsonNode>map(
            value -> JsonNodeFactory.instance.objectNode().set("shape", JsonShape.of(value)))
        .orElseGet(() -> JsonNodeFactory.instance.stringNode(normaliser.normalise(text, step)));
  }

  @Override
  public void close() {
    agent.ifPresent(VectorAgent::close);
    folder.close();
  }
}

package praetor.testkit.vectors.dns;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentLauncher;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.vectors.Check;
import praetor.testkit.vectors.JsonText;
import praetor.testkit.vectors.Names;
import praetor.testkit.vectors.Report;
import praetor.testkit.vectors.SetupCalls;
import praetor.testkit.vectors.VectorAgent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One run of one file: its agent or agents and stand-in recursors, from start to close. */
final class DnsReplay implements AutoCloseable {
  private static final int IDS = 65_536;

  private final String name;
  private final JsonNode scenario;
  private final List<Recursor> recursors = new ArrayList<>();
  private final List<VectorAgent> agents = new ArrayList<>();

  private DnsReplay(String name, JsonNode scenario) {
    this.name = name;
    this.scenario = scenario;
  }

  static DnsReplay start(AgentLauncher launcher, String name, JsonNode scenario)
      throws IOException, InterruptedException {
    var replay = new DnsReplay(name, scenario);
    try {
      replay.startRecursors();
      replay.startAgents(launcher);
      return replay;
    } catch (IOException | InterruptedException | RuntimeException e) {
      replay.close();
      throw e;
    }
  }

  private void startRecursors() throws IOException {
    for (var table : scenario.path("recursors").values()) {
      recursors.add(Recursor.start(table, "R" + (recursors.size() + 1)));
    }
  }

  private void startAgents(AgentLauncher launcher) throws IOException, InterruptedException {
    var ports = AgentPorts.free();
    agents.add(VectorAgent.start(launcher, folder -> first(folder, ports), token()));
    if (scenario.has("second")) {
      agents.add(VectorAgent.start(launcher, folder -> second(folder, ports), token()));
    }
  }

  private ObjectNode first(Path folder, AgentPorts ports) {
    return VectorAgent.settings(AgentConfig.server(folder, ports), own("start"));
  }

  /** The server of a second datacenter, joined to the first over the WAN. */
  private ObjectNode second(Path folder, AgentPorts ofFirst) {
    var base = AgentConfig.server(folder, AgentPorts.free());
    var config = VectorAgent.settings(base, own("second"));
    config.putArray("retry_join_wan").add("127.0.0.1:" + ofFirst.serfWan());
    return config;
  }

  private JsonNode own(String which) {
    var text =
        JsonText.spaced(
            scenario.has(which) ? scenario.path(which) : JsonNodeFactory.instance.objectNode());
    for (int i = 0; i < recursors.size(); i++) {
      text = text.replace("@RECURSOR" + (i + 1) + "@", recursors.get(i).address());
    }
    return JsonText.object(text);
  }

  private Optional<String> token() {
    return scenario.path("token").asStringOpt();
  }

  /**
   * Asks the questions.
   *
   * @param leftOut paths of calls that are not made before
   */
  Report run(Set<String> leftOut) throws IOException, InterruptedException {
    var uris = agents.stream().map(a -> a.agent().httpUri()).toList();
    var setup = new SetupCalls(uris, token(), new Names());
    setup.run(without(leftOut, scenario.path("setup")));
    var checks = new ArrayList<Check>();
    int number = 0;
    for (var json : scenario.path("questions").values()) {
      setup.run(without(leftOut, json.path("before")));
      var question = new Question(json);
      for (var transport : transports(question)) {
        var label = "#" + number + " " + transport + " " + question.label();
        checks.add(new Check(label, difference(question, transport).stream().toList()));
      }
      number++;
    }
    return new Report(name, checks);
  }

  private static JsonNode without(Set<String> paths, JsonNode calls) {
    var kept = JsonNodeFactory.instance.arrayNode();
    calls.values().stream()
        .filter(call -> !paths.contains(call.path("path").asString("")))
        .forEach(kept::add);
    return kept;
  }

  private static List<String> transports(Question question) {
    return question.transport().map(List::of).orElse(List.of(DnsExchange.UDP, DnsExchange.TCP));
  }

  private Optional<String> difference(Question question, String transport) throws IOException {
    recursors.forEach(Recursor::forget);
    var got = ask(question, transport);
    return AnswerMatcher.difference(expected(question, transport), got)
        .or(() -> upstreamDifference(question));
  }

  private static JsonNode expected(Question question, String transport) {
    var json = question.json();
    boolean overTcp = transport.equals(DnsExchange.TCP) && question.transport().isEmpty();
    return json.path(overTcp && json.has("expect_tcp") ? "expect_tcp" : "expect");
  }

  private Optional<String> upstreamDifference(Question question) {
    var seen = recursors.stream().flatMap(r -> r.seen().stream()).toList();
    var allowed =
        question.json().path("asked_upstream").values().stream()
            .map(JsonNode::stringValue)
            .collect(Collectors.toCollection(HashSet::new));
    return Optional.of("asked upstream: expected " + allowed + ", got " + seen)
        .filter(_ -> !allowed.containsAll(seen));
  }

  /** The answer in the notation of the recordings, without what needs no mention there. */
  private ObjectNode ask(Question question, String transport) throws IOException {
    var agent = agents.getFirst().agent();
    int id = ThreadLocalRandom.current().nextInt(IDS);
    var answer =
        new DnsExchange(agent.dnsAddress()).ask(question.encode(id), transport, question.timeout());
    if (answer.isEmpty()) {
      return JsonNodeFactory.instance.objectNode().put("silence", true);
    }
    try {
      var data = new RecordData(agent.ports().server());
      return brief(new MessageDecoder(data).decode(answer.get()), question, id);
    } catch (IllegalArgumentException e) {
      return JsonNodeFactory.instance.objectNode().put("unreadable", e.getMessage());
    }
  }

  private static ObjectNode brief(DnsMessage message, Question question, int id) {
    var notation = message.notation();
    if (message.id() != id) {
      notation.put("id", "differs");
    }
    if (question.echo().filter(message.questions()::equals).isPresent()) {
      notation.remove("question");
    }
    DnsMessage.SECTIONS.stream()
        .filter(section -> notation.path(section).isEmpty())
        .forEach(notation::remove);
    return notation;
  }

  @Override
  public void close() throws IOException {
    agents.forEach(VectorAgent::close);
    for (var recursor : recursors) {
      recursor.close();
    }
  }
}

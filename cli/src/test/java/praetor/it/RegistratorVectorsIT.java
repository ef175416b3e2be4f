package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.vectors.VectorFiles;
import tools.jackson.databind.JsonNode;

/**
 * Recorded containers of fayrus/registrator 9.2.0 started anew with a real Docker Engine. What is
 * registered has to be the same but for the names of hosts and for addresses and ports that the
 * Engine chose; the rules in all detail are tested without an Engine.
 */
@Timeout(900)
class RegistratorVectorsIT {
  /**
   * Less than the 30 s after which everything is compared: what counts is that events are heard.
   */
  private static final Duration SOON = Duration.ofSeconds(25);

  /** One or two of each group. */
  private static final Set<String> SOME =
      Set.of(
          "r002", "r021", "r034", "r038", "r042", "r058", "r066", "r078", "r093", "r113", "r137",
          "r141", "r147", "r151", "r154", "r159", "r167", "r171", "r177", "r182");

  /** Deliberately different: no address that nobody reaches, nothing without a network. */
  private static final Set<String> OTHERWISE =
      Set.of("r130", "r136", "r144", "r151", "r152", "r155");

  @TempDir Path folder;

  @Test
  void someOfEachGroupAreRegisteredAsRecorded() throws Exception {
    replay(SOME);
  }

  @Tag("slow")
  @Test
  void allAreRegisteredAsRecorded() throws Exception {
    replay(Set.of());
  }

  /**
   * Replays cases.
   *
   * @param wanted their ids; none for all
   */
  private void replay(Set<String> wanted) throws Exception {
    var cases = new ArrayList<JsonNode>();
    for (var name : List.of("names-ports-tags", "network", "checks")) {
      VectorFiles.read("registrator", name)
          .values()
          .forEach(
              c -> {
                if (wanted.isEmpty() || wanted.contains(c.path("id").stringValue())) {
                  cases.add(c);
                }
              });
    }
    assertThat(cases).hasSizeGreaterThanOrEqualTo(wanted.size());
    var config = AgentConfig.server(folder, AgentPorts.free()).put("enable_script_checks", true);
    try (var engine = DockerEngine.startWithPorts();
        var agent = Program.launcher().start(folder, config)) {
      agent.awaitLeader();
      prepare(engine);
      var uri = "consul://127.0.0.1:" + agent.ports().http();
      for (var flags :
          new TreeSet<>(cases.stream().map(c -> c.path("flags").toString()).toList())) {
        var same = cases.stream().filter(c -> c.path("flags").toString().equals(flags)).toList();
        var line = new ArrayList<>(texts(same.getFirst().path("flags")));
        line.add(uri);
        try (var _ = RunningRegistrator.start(engine.host(), line)) {
          for (var one : same) {
            replay(one, engine, new Api(agent.httpUri()));
          }
        }
      }
    }
  }

  private static void prepare(DockerEngine engine) throws Exception {
    for (var plain : List.of("acme/foobar:1.2", "redis", "reg.example.com:5000/team/app:2")) {
      engine.docker("tag", "bb:latest", plain);
    }
    engine.image("acme/web:latest", "EXPOSE 80", "EXPOSE 443");
    engine.image("acme/one:latest", "EXPOSE 8080");
    engine.image("acme/dns:latest", "EXPOSE 53/tcp", "EXPOSE 53/udp");
    engine.image(
        "acme/named:latest",
        "EXPOSE 80",
        "ENV SERVICE_NAME=fromimage",
        "ENV SERVICE_TAGS=img",
        "LABEL SERVICE_REGION=imglabel");
    engine.docker("network", "create", "caseneta");
    engine.docker("network", "create", "casenetb");
    engine.docker("network", "create", "--ipv6", "--subnet", "fd00:66::/64", "casenet6");
  }

  private static void replay(JsonNode recorded, DockerEngine engine, Api api) throws Exception {
    var names = new ArrayList<String>();
    try {
      for (var container : recorded.path("containers").values()) {
        var name = container.path("name").stringValue();
        var line = new ArrayList<>(List.of("run", "-d", "--name", name));
        line.addAll(texts(container.path("args")));
        line.addAll(List.of(container.path("image").stringValue(), "sleep", "1000"));
        names.add(name);
        engine.docker(line.toArray(String[]::new));
      }
      var expected = expected(recorded);
      await(recorded.path("id").stringValue())
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(shown(api.json("/v1/agent/services"))).isEqualTo(expected));
    } finally {
      for (var name : names.reversed()) {
        engine.docker("rm", "-f", name);
      }
      await("gone").atMost(SOON).until(() -> api.json("/v1/agent/services").isEmpty());
    }
  }

  private static TreeSet<String> expected(JsonNode recorded) {
    var id = recorded.path("id").stringValue();
    if (!OTHERWISE.contains(id)) {
      return shown(recorded.path("services"));
    }
    // Without a network nothing; else all, those too that Consul refused for their address.
    var expected = new TreeSet<String>();
    if (!id.equals("r151") && !id.equals("r152")) {
      recorded
          .path("register")
          .forEach(body -> expected.add(shown(body.path("ID"), body.path("Name"), body)));
    }
    return expected;
  }

  /** What does not depend on the run: ids without the host, names, tags and metadata. */
  private static TreeSet<String> shown(JsonNode services) {
    var shown = new TreeSet<String>();
    services.values().forEach(s -> shown.add(shown(s.path("ID"), s.path("Service"), s)));
    return shown;
  }

  private static String shown(JsonNode id, JsonNode name, JsonNode service) {
    int colon = id.stringValue().indexOf(':');
    var meta = new TreeSet<String>();
    service.path("Meta").properties().forEach(e -> meta.add(e.getKey() + "=" + e.getValue()));
    return String.join(
        " ",
        id.stringValue().substring(colon + 1),
        name.stringValue(),
        service.path("Tags").isEmpty() ? "[]" : service.path("Tags").toString(),
        meta.toString());
  }

  private static List<String> texts(JsonNode list) {
    return list.values().stream().map(JsonNode::stringValue).toList();
  }
}

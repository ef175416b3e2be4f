package praetor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.agent.AgentConfig;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * The calls that the Python client consulate makes, as raw HTTP, are answered as Consul 1.21.4 did.
 *
 * <p>The recording has three lines for each call: the request, with {@code {session}} and {@code
 * {index}} standing for what an answer brought before; status and body, with what differs from run
 * to run replaced; and an empty one. Of a method with a question mark only the names of the
 * answer's members are recorded, which have to be there.
 */
@Timeout(120)
class ConsulateIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern COUNTER =
      Pattern.compile("\"(CreateIndex|ModifyIndex|LTime)\":\\d+");
  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:\\d+");

  @TempDir Path folder;

  private String session = "";
  private String index = "";

  private record Call(String method, String path, String body, String answer) {
    boolean namesOnly() {
      return method.endsWith("?");
    }
  }

  private static List<Call> calls() throws IOException {
    try (var in = ConsulateIT.class.getResourceAsStream("/vectors/consulate.txt")) {
      var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      var calls = new ArrayList<Call>();
      for (int i = 0; i + 1 < lines.size(); i += 3) {
        var words = lines.get(i).split(" ", 3);
        var body = words.length > 2 ? words[2] : "";
        calls.add(new Call(words[0], words[1], body, lines.get(i + 1)));
      }
      return calls;
    }
  }

  @Test
  void everyCallIsAnsweredAsByConsul() throws Exception {
    var calls = calls();
    assertThat(calls).hasSizeGreaterThan(50);
    var config = AgentConfig.server(folder, AgentPorts.free()).put("node_name", "node1");
    try (var agent = Program.launcher().start(folder, config)) {
      agent.awaitLeader();
      var http = new RawHttp(agent.httpUri(), SOON);
      await().atMost(SOON).until(() -> sees(http, "/v1/health/node/node1", "serfHealth"));
      for (var call : calls) {
        if (call.method().startsWith("GET")) {
          // Local services reach the catalog soon, not at once.
          await(call.toString())
              .atMost(SOON)
              .untilAsserted(() -> assertAnswer(call, send(http, call)));
        } else {
          assertAnswer(call, send(http, call));
        }
      }
    }
  }

  private static boolean sees(RawHttp http, String path, String text) throws IOException {
    return http.send(RawRequest.of("GET", path)).text().contains(text);
  }

  private RawResponse send(RawHttp http, Call call) throws IOException {
    var path = call.path().replace("{session}", session).replace("{index}", index);
    var request = RawRequest.of(call.method().replace("?", ""), path);
    var answer = http.send(call.body().isEmpty() ? request : request.body(call.body()));
    remember(path, JsonText.parse(answer.text()).orElse(JsonText.object("{}")));
    return answer;
  }

  private void remember(String path, JsonNode value) {
    if (path.equals("/v1/session/create")) {
      session = value.path("ID").stringValue();
    }
    var entry = value.path(0).path("ModifyIndex");
    if (path.startsWith("/v1/kv/") && entry.isNumber()) {
      index = entry.asString();
    }
  }

  private static void assertAnswer(Call call, RawResponse answer) {
    if (call.namesOnly()) {
      var value = JsonText.parse(answer.text()).orElseThrow();
      var names = new TreeSet<>((value.isArray() ? value.path(0) : value).propertyNames());
      assertThat(names).contains(call.answer().substring("200 ".length()).split(" "));
      return;
    }
    var text = COUNTER.matcher(answer.text()).replaceAll("\"$1\":0");
    text = PORT.matcher(UUID.matcher(text).replaceAll("<uuid>")).replaceAll("127.0.0.1:<port>");
    assertThat((answer.status() + " " + text).strip()).as(call.toString()).isEqualTo(call.answer());
  }
}

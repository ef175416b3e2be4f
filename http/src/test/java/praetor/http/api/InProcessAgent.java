package praetor.http.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import praetor.agent.Agent;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;
import praetor.testkit.net.RawHttp;
import praetor.testkit.net.RawRequest;
import praetor.testkit.net.RawResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An agent with its HTTP API in the process of the test, asked over HTTP. */
final class InProcessAgent implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Agent agent;
  private final HttpListeners listeners;
  private final RawHttp http;
  private final AtomicReference<String> failure;
  private boolean closed;

  private InProcessAgent(
      Agent agent, HttpListeners listeners, RawHttp http, AtomicReference<String> failure) {
    this.agent = agent;
    this.listeners = listeners;
    this.http = http;
    this.failure = failure;
  }

  /**
   * Starts an agent.
   *
   * @param folder gets its configuration file
   * @param config complete, as in a configuration file
   */
  static InProcessAgent start(Path folder, ObjectNode config) throws IOException {
    var file = folder.resolve(config.path("node_name").asString("agent") + ".json");
    Files.writeString(file, config.toString());
    var failure = new AtomicReference<String>();
    Runnable nothing = () -> {};
    try {
      var input =
          new ConfigInput(
              false,
              new Settings(Map.of()),
              List.of(file.toString()),
              Optional.empty(),
              List.of(),
              Host.local());
      var loaded = ConfigLoader.load(input).config();
      var known = loaded.node().id().isPresent() ? loaded : loaded.withNodeId(randomId());
      var agent = Agent.start(known, new Agent.Host(nothing, nothing, failure::set, () -> false));
      AgentLogTail silent = (_, _, _) -> () -> {};
      var build = new AgentBuild("0.1.0", "", "2026-01-01T00:00:00Z");
      var listeners = HttpListeners.start(agent, new HttpApi(agent, silent, build));
      int port = config.path("ports").path("http").asInt();
      var http = new RawHttp(URI.create("http://127.0.0.1:" + port), TIMEOUT);
      return new InProcessAgent(agent, listeners, http, failure);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String randomId() {
    return UUID.randomUUID().toString();
  }

  Agent agent() {
    return agent;
  }

  /** Why it ended by itself, if it did. */
  Optional<String> failure() {
    return Optional.ofNullable(failure.get());
  }

  RawResponse get(String target) throws IOException {
    return http.send(RawRequest.of("GET", target));
  }

  RawResponse put(String target, String body) throws IOException {
    return http.send(RawRequest.of("PUT", target).body(body));
  }

  RawResponse post(String target) throws IOException {
    return http.send(RawRequest.of("POST", target));
  }

  JsonNode json(String target) throws IOException {
    return JSON.readTree(get(target).text());
  }

  /** Leaves the datacenter and ends. */
  void leave() {
    agent.leave();
    close();
  }

  /** Ends without a word to the others. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      listeners.close();
      agent.close();
    }
  }
}

package praetor.http.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import praetor.agent.Agent;
import praetor.agent.config.ConfigException;
import praetor.agent.config.ConfigInput;
import praetor.agent.config.ConfigLoader;
import praetor.agent.config.Host;
import praetor.agent.config.Settings;
import praetor.testkit.agent.AgentPorts;
import praetor.testkit.vectors.http.HttpVectors;

/** A server with its HTTP API in this process, configured as the recorded one. */
final class TestServer implements AutoCloseable {
  private final URI uri;
  private final Agent agent;
  private final HttpListeners listeners;

  private TestServer(URI uri, Agent agent, HttpListeners listeners) {
    this.uri = uri;
    this.agent = agent;
    this.listeners = listeners;
  }

  static TestServer start(Path folder) throws IOException, ConfigException, InterruptedException {
    var ports = AgentPorts.free();
    var file = folder.resolve("agent.json");
    Files.writeString(file, HttpVectors.config(HttpVectors.PLAIN, folder, ports).toString());
    var input =
        new ConfigInput(
            false,
            Settings.EMPTY,
            List.of(file.toString()),
            Optional.empty(),
            List.of(),
            Host.local());
    var host =
        new Agent.Host(
            () -> {},
            () -> {},
            reason -> {
              throw new IllegalStateException(reason);
            },
            () -> false);
    var agent = Agent.start(ConfigLoader.load(input).config(), host);
    AgentLogTail noLog =
        (_, _, _) -> {
          throw new UnsupportedOperationException("this server shows no log");
        };
    var api = new HttpApi(agent, noLog, new AgentBuild("0", "", ""));
    var listeners = HttpListeners.start(agent, api);
    var uri = URI.create("http://127.0.0.1:" + ports.http());
    HttpVectors.awaitReady(uri, Optional.empty());
    return new TestServer(uri, agent, listeners);
  }

  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    listeners.close();
    agent.close();
  }
}

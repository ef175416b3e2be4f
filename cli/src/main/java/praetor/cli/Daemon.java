package praetor.cli;

import java.io.IOException;
import praetor.agent.Agent;
import praetor.agent.config.AgentConfig;
import praetor.cli.agent.AgentProcess;
import praetor.http.api.HttpListeners;

/** The daemon of this build: the agent and its HTTP API. */
final class Daemon implements AgentProcess {
  private final Agent agent;
  private final HttpListeners http;

  private Daemon(Agent agent, HttpListeners http) {
    this.agent = agent;
    this.http = http;
  }

  static AgentProcess start(AgentConfig config) throws IOException {
    var agent = Agent.start(config);
    try {
      return new Daemon(agent, HttpListeners.start(agent));
    } catch (IOException e) {
      agent.close();
      throw e;
    }
  }

  @Override
  public void reload(AgentConfig config) {
    agent.reload(config);
  }

  @Override
  public void leave() {
    agent.leave();
  }

  @Override
  public void stop() {
    http.close();
    agent.close();
  }
}

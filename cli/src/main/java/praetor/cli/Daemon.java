package praetor.cli;

import java.io.IOException;
import praetor.agent.Agent;
import praetor.agent.config.AgentConfig;
import praetor.cli.agent.AgentProcess;
import praetor.cli.agent.BuildInfo;
import praetor.cli.agent.LogTail;
import praetor.http.api.AgentBuild;
import praetor.http.api.HttpApi;
import praetor.http.api.HttpListeners;

/** The daemon of this build: the agent and its HTTP API. */
final class Daemon implements AgentProcess {
  private final Agent agent;
  private final HttpListeners http;

  private Daemon(Agent agent, HttpListeners http) {
    this.agent = agent;
    this.http = http;
  }

  static AgentProcess start(AgentConfig config, AgentProcess.Host host) throws IOException {
    var agent = Agent.start(config, new Agent.Host(host::leave, host::reload, host::fail));
    try {
      var build = new AgentBuild(BuildInfo.praetorVersion(), "", BuildInfo.buildDate());
      var http = HttpListeners.start(agent, new HttpApi(agent, new LogTail(), build));
      return new Daemon(agent, http);
    } catch (IOException e) {
      agent.close();
      throw e;
    }
  }

  @Override
  public void reload(AgentConfig config) throws IOException {
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

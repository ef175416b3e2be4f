package praetor.cli;

import java.io.IOException;
import java.util.List;
import praetor.agent.Agent;
import praetor.agent.RequestException;
import praetor.agent.config.AgentConfig;
import praetor.cli.agent.AgentProcess;
import praetor.cli.agent.BuildInfo;
import praetor.cli.agent.LogTail;
import praetor.cli.daemon.AgentRegistrator;
import praetor.cli.daemon.AgentSnapshots;
import praetor.cli.daemon.AgentTemplates;
import praetor.cli.daemon.AgentWatches;
import praetor.cli.daemon.RegistratorBlock;
import praetor.cli.daemon.RemoteExecutor;
import praetor.cli.daemon.RouterTransport;
import praetor.cli.daemon.TemplatesBlock;
import praetor.cli.daemon.WatchBlocks;
import praetor.client.ClientConfig;
import praetor.client.ConsulClient;
import praetor.http.api.AgentBuild;
import praetor.http.api.HttpApi;
import praetor.http.api.HttpListeners;

/** The daemon of this build: the agent and its HTTP API. */
final class Daemon implements AgentProcess {
  private final Agent agent;
  private final HttpListeners http;
  private final AgentWatches watches;
  private final RemoteExecutor executor;
  private final AgentRegistrator registrator;
  private final AgentTemplates templates;
  private final AgentSnapshots snapshots;
  private final ConsulClient client;

  private Daemon(Agent agent, HttpListeners http, AgentSnapshots snapshots) {
    this.agent = agent;
    this.http = http;
    this.snapshots = snapshots;
    client = itself(http, agent.config());
    watches = new AgentWatches(client, System.getenv());
    registrator = new AgentRegistrator(client, System.getenv(), agent.config().dataDir());
    templates = new AgentTemplates(client, System.getenv());
    executor = new RemoteExecutor(client, agent.node().name(), System.getenv());
    if (!isRemoteExecDisabled(agent.config())) {
      agent.events().onRemoteExec(executor::take);
    }
  }

  /** The agent as its own client. */
  private static ConsulClient itself(HttpListeners http, AgentConfig config) {
    var token = config.acl().tokens().defaultToken();
    return new ConsulClient(new RouterTransport(http.router()), ClientConfig.inProcess(token));
  }

  private static boolean isRemoteExecDisabled(AgentConfig config) {
    return config.settings().at("disable_remote_exec").orElse(true).equals(true);
  }

  static AgentProcess start(AgentConfig config, AgentProcess.Host host) throws IOException {
    var blocks = WatchBlocks.read(config);
    var containers = RegistratorBlock.read(config);
    var agent =
        Agent.start(
            config, new Agent.Host(host::leave, () -> reload(host), host::fail, host::isEnding));
    try {
      var build = new AgentBuild(BuildInfo.praetorVersion(), "", BuildInfo.buildDate());
      var snapshots = new AgentSnapshots(System.getenv());
      agent.metrics().gauges(snapshots.gauges());
      var api = new HttpApi(agent, new LogTail(), build).with(List.of(snapshots.route()));
      var daemon = new Daemon(agent, HttpListeners.start(agent, api), snapshots);
      daemon.watches.replace(blocks);
      daemon.registrator.replace(containers);
      daemon.templates.replace(TemplatesBlock.read(config));
      daemon.snapshots(config);
      return daemon;
    } catch (IOException e) {
      agent.close();
      throw e;
    }
  }

  private static void reload(AgentProcess.Host host) {
    try {
      host.reload();
    } catch (IOException refused) {
      throw RequestException.failed(String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public void reload(AgentConfig config) throws IOException {
    WatchBlocks blocks;
    try {
      blocks = WatchBlocks.read(config);
    } catch (IOException wrong) {
      throw new IOException("Failed reloading watches: " + wrong.getMessage(), wrong);
    }
    var containers = RegistratorBlock.read(config);
    agent.reload(config);
    http.reload();
    watches.replace(blocks);
    registrator.replace(containers);
    templates.replace(TemplatesBlock.read(config));
    snapshots(config);
  }

  private void snapshots(AgentConfig config) {
    snapshots.replace(config.settings(), client, agent.node().name());
  }

  @Override
  public void leave() {
    agent.leave();
  }

  @Override
  public void stop() {
    registrator.close();
    templates.close();
    snapshots.close();
    watches.close();
    executor.close();
    http.close();
    agent.close();
  }
}

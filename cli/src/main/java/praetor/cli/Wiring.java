package praetor.cli;

import praetor.cli.agent.AgentProcess;

/** Where the command line meets the daemon. */
final class Wiring {

  /** Starts the daemon of this build. */
  static final AgentProcess.Launcher AGENT = Daemon::start;

  private Wiring() {}
}

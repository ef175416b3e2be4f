package praetor.cli;

import java.io.IOException;
import praetor.cli.agent.AgentProcess;

/** Where the command line meets the daemon. */
final class Wiring {

  /** Starts the daemon of this build. */
  static final AgentProcess.Launcher AGENT =
      _ -> {
        throw new IOException("this build has no agent");
      };

  private Wiring() {}
}

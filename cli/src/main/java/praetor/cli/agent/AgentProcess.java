package praetor.cli.agent;

import java.io.IOException;
import praetor.agent.config.AgentConfig;

/** A running agent, as its command sees it. */
public interface AgentProcess {

  /** Makes an agent run: the one seam between the command line and the daemon. */
  @FunctionalInterface
  interface Launcher {

    /**
     * Starts every part and returns when all listeners are open.
     *
     * @param config complete; the node id is always there
     * @throws IOException one sentence for people: what cannot be opened and why
     */
    AgentProcess start(AgentConfig config) throws IOException;
  }

  /** Takes over what may change while running: services, checks, log level and the like. */
  void reload(AgentConfig config) throws IOException;

  /** Tells the others that this node leaves for good; returns when they know. */
  void leave() throws IOException, InterruptedException;

  /** Closes everything; called once, after {@link #leave} or without it. */
  void stop() throws IOException, InterruptedException;
}

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
     * @param host may be called as soon as this method is
     * @throws IOException one sentence for people: what cannot be opened and why
     */
    AgentProcess start(AgentConfig config, Host host) throws IOException;
  }

  /** What a running agent asks of its command. All methods but {@link #reload} return at once. */
  interface Host {
    /** The API asked the agent to leave and end. */
    void leave();

    /**
     * Reads the configuration again and takes it over.
     *
     * @throws IOException a text for people; nothing has changed then
     */
    void reload() throws IOException;

    /** The agent can go on no more, for the reason given in one sentence. */
    void fail(String reason);

    /** Whether the agent is to end, for a start that waits for servers. */
    boolean isEnding();
  }

  /** Takes over what may change while running: services, checks, log level and the like. */
  void reload(AgentConfig config) throws IOException;

  /** Tells the others that this node leaves for good; returns when they know. */
  void leave() throws IOException, InterruptedException;

  /** Closes everything; called once, after {@link #leave} or without it. */
  void stop() throws IOException, InterruptedException;
}

package praetor.agent.server;

import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import praetor.agent.config.AgentConfig;
import praetor.model.Clock;
import praetor.state.StateStore;

/**
 * What the endpoints of a server work with.
 *
 * @param timers runs what has to happen later; what runs there must not block
 * @param random draws ids; a secure one outside of tests
 */
record ServerContext(
    AgentConfig config,
    StateStore store,
    Proposer proposer,
    Clock clock,
    RandomGenerator random,
    ScheduledExecutorService timers) {
  String datacenter() {
    return config.node().datacenter();
  }
}

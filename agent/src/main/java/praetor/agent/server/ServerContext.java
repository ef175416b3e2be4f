package praetor.agent.server;

import java.util.UUID;
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

  /** A new id: a random UUID. */
  String drawId() {
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & ~(0b11L << 62) | 0b10L << 62;
    return new UUID(high, low).toString();
  }
}

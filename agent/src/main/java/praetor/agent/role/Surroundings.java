package praetor.agent.role;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import praetor.agent.acl.TokenResolver;
import praetor.agent.config.AgentConfig;
import praetor.agent.membership.GossipPools;
import praetor.agent.metrics.Metrics;
import praetor.agent.rpc.client.CallTimes;
import praetor.agent.rpc.client.Retries;
import praetor.agent.rpc.net.RpcTls;
import praetor.agent.rpc.server.Newcomers;
import praetor.model.Clock;

/**
 * What a role is made with.
 *
 * @param pools of which this agent is a member already
 * @param tls of the server port, asked for each connection
 * @param newcomers what a server gives agents that have no certificate yet
 * @param random draws ids; secure outside of tests
 * @param evaluations runs reads after a change
 * @param timers runs what happens later; what runs there must not block
 * @param fail told in one sentence when the agent can go on no more
 */
public record Surroundings(
    AgentConfig config,
    GossipPools pools,
    TokenResolver tokens,
    Supplier<RpcTls> tls,
    Newcomers newcomers,
    Clock clock,
    RandomGenerator random,
    Executor evaluations,
    ScheduledExecutorService timers,
    Metrics metrics,
    Consumer<String> fail) {
  String datacenter() {
    return config.node().datacenter();
  }

  /** A non-negative number, drawn quickly. */
  long jitter() {
    return ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
  }

  CallTimes callTimes() {
    return new CallTimes(
        config.performance().rpcHoldTimeout(),
        config.limits().rpcClientTimeout(),
        config.defaultQueryTime(),
        config.maxQueryTime());
  }

  Retries retries() {
    return new Retries(config.performance().rpcHoldTimeout(), timers, clock, this::jitter);
  }
}

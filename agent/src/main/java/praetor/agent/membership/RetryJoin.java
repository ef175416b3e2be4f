package praetor.agent.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.discover.Discovery;
import praetor.gossip.JoinResult;
import praetor.gossip.net.Gossip;

/**
 * Joins a pool, and tries again until it is done. Names are looked up at each try: an address that
 * has changed is found.
 *
 * <p>Source: behaviour and texts of Consul 1.21.4 with {@code retry_join}.
 */
final class RetryJoin {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final String cluster;
  private final Gossip pool;
  private final Plan plan;
  private final ScheduledExecutorService timers;
  private final Consumer<String> giveUp;
  private int tries;

  /**
   * What is to be tried.
   *
   * @param port of addresses that name none
   * @param triesMax 0: without end
   */
  record Plan(List<String> addresses, int port, Duration interval, int triesMax) {
    Plan {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * @param cluster {@code LAN} or {@code WAN}, for messages
   * @param giveUp told in one sentence when all tries were in vain
   */
  RetryJoin(
      String cluster,
      Gossip pool,
      Plan plan,
      ScheduledExecutorService timers,
      Consumer<String> giveUp) {
    this.cluster = cluster;
    this.pool = pool;
    this.plan = plan;
    this.timers = timers;
    this.giveUp = giveUp;
  }

  void start() {
    if (!plan.addresses().isEmpty()) {
      LOG.info(
          "Retry join is supported for the following discovery methods: cluster={}"
              + " discovery_methods={}",
          cluster,
          Discovery.METHODS);
      LOG.info("Joining cluster...: cluster={}", cluster);
      tryOnce();
    }
  }

  private void tryOnce() {
    Thread.ofVirtual().name("retry-join").start(this::attempt);
  }

  private void attempt() {
    tries++;
    var errors = new ArrayList<String>();
    var seeds = JoinAddresses.all(cluster, plan.addresses(), plan.port(), errors);
    LOG.info("({}) joining: lan_addresses={}", cluster, withoutSecrets());
    if (seeds.isEmpty()) {
      ended(new JoinResult(0, errors));
    } else {
      pool.join(seeds, true)
          .whenComplete(
              (result, failure) -> {
                if (failure == null) {
                  ended(result);
                }
              });
    }
  }

  /** No secret is ever logged: a search may hold keys. */
  private List<String> withoutSecrets() {
    return plan.addresses().stream()
        .map(address -> Discovery.isOne(address) ? Discovery.withoutSecrets(address) : address)
        .toList();
  }

  private void ended(JoinResult result) {
    if (result.joined() > 0) {
      LOG.info(
          "Join cluster completed. Synced with initial agents: cluster={} num_agents={}",
          cluster,
          result.joined());
      return;
    }
    var why = String.join("; ", result.errors());
    if (plan.triesMax() > 0 && tries >= plan.triesMax()) {
      LOG.error("Failed to join cluster: max retry join attempts reached, exiting: error={}", why);
      giveUp.accept("agent: max join retry exhausted, exiting");
      return;
    }
    LOG.warn(
        "Join cluster failed, will retry: cluster={} retry_interval={} error={}",
        cluster,
        praetor.model.GoDuration.format(plan.interval()),
        why);
    timers.schedule(this::tryOnce, plan.interval().toMillis(), TimeUnit.MILLISECONDS);
  }
}

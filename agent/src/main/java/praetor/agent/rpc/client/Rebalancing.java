package praetor.agent.rpc.client;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.call.Empty;
import praetor.agent.rpc.call.StatusCalls;

/**
 * Gives a client another server every few minutes, so that those who come back or are new get their
 * share: a random order whose first server answers a ping. Safe for any thread.
 *
 * <p>Source: rpc facts, section 3.
 */
public final class Rebalancing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.router.manager");

  private static final Duration PAUSE_MIN = Duration.ofMinutes(2);
  private static final Duration PAUSE_SPREAD = Duration.ofMinutes(1);

  /** New connections that a server takes in a second, when all clients choose anew. */
  private static final int CLIENTS_PER_SECOND = 64;

  private static final Duration PING_TIMEOUT = Duration.ofSeconds(5);

  private final ServerChoice choice;
  private final RpcCaller caller;
  private final IntSupplier members;
  private final ScheduledExecutorService timers;
  private final RandomGenerator random;
  private volatile boolean closed;

  /**
   * Begins with the first pause.
   *
   * @param members how many agents there are
   */
  public Rebalancing(
      ServerChoice choice,
      RpcCaller caller,
      IntSupplier members,
      ScheduledExecutorService timers,
      RandomGenerator random) {
    this.choice = choice;
    this.caller = caller;
    this.members = members;
    this.timers = timers;
    this.random = random;
    sleep();
  }

  private void sleep() {
    if (!closed) {
      var pause = pause(members.getAsInt(), choice.servers().size());
      var drawn = pause.plusMillis(random.nextLong(PAUSE_SPREAD.toMillis()));
      timers.schedule(this::rebalance, drawn.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The shortest time between two choices: longer when servers have many clients each. */
  static Duration pause(int members, int servers) {
    var needed = Duration.ofSeconds(members / (CLIENTS_PER_SECOND * (long) Math.max(1, servers)));
    return needed.compareTo(PAUSE_MIN) > 0 ? needed : PAUSE_MIN;
  }

  private void rebalance() {
    choice.shuffle();
    ping(choice.servers().size());
    sleep();
  }

  /** Asks the first server whether it is there, else the next one, as long as there are some. */
  private void ping(int left) {
    var first = choice.next();
    if (left == 0 || first.isEmpty()) {
      return;
    }
    var server = first.get();
    var times = new CallTimes(PING_TIMEOUT, PING_TIMEOUT, PING_TIMEOUT, PING_TIMEOUT);
    new DirectCalls(caller, server, times, UnaryOperator.identity())
        .call(StatusCalls.PING, Empty.EMPTY, Patience.READ)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.debug(
                    "pinging server failed: server={} error={}",
                    server.node(),
                    failure.getMessage());
                choice.failed(server);
                ping(left - 1);
              }
            });
  }

  @Override
  public void close() {
    closed = true;
  }
}

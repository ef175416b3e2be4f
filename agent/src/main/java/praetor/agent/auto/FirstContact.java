package praetor.agent.auto;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.membership.JoinAddresses;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.call.Method;
import praetor.agent.rpc.net.AnonymousCall;
import praetor.model.DecodeException;

/**
 * Calls servers to whom this agent is nobody yet, one after another and again until one gives what
 * is asked for. Each method is for one thread at a time, which it blocks.
 *
 * <p>Source: order, pauses and log of Consul 1.21.4 client agents.
 */
final class FirstContact {
  private static final Logger LOG = LoggerFactory.getLogger("agent.auto_config");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** How soon the end of a start is seen. */
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final AnonymousCall calls;
  private final String datacenter;
  private final RandomGenerator random;
  private final BooleanSupplier ending;

  /**
   * @param datacenter its name may stand in the servers' certificates
   * @param ending asked while it waits: whether the agent is to end
   */
  FirstContact(
      AnonymousCall calls, String datacenter, RandomGenerator random, BooleanSupplier ending) {
    this.calls = calls;
    this.datacenter = datacenter;
    this.random = random;
    this.ending = ending;
  }

  /**
   * What servers are asked.
   *
   * @param hosts as in {@code retry_join}
   * @param port of hosts that name none
   * @param onPort whether that port is for all hosts, whatever they name
   * @param complaint for a round in which nobody answered
   */
  record Question<A, R>(
      Method<A, R> method,
      A argument,
      List<String> hosts,
      int port,
      boolean onPort,
      String complaint) {}

  /**
   * Asks until there is an answer.
   *
   * @throws IOException the agent is to end before
   */
  <A, R> R ask(Question<A, R> question) throws IOException {
    var pause = FIRST_PAUSE;
    var answer = round(question);
    while (answer.isEmpty()) {
      LOG.error("{}", question.complaint());
      rest(pause.plusMillis(random.nextLong(pause.toMillis() + 1)));
      pause = doubled(pause);
      answer = round(question);
    }
    return answer.get();
  }

  private static Duration doubled(Duration pause) {
    var next = pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  private void rest(Duration pause) throws IOException {
    long endNanos = System.nanoTime() + pause.toNanos();
    while (System.nanoTime() < endNanos) {
      if (ending.getAsBoolean()) {
        throw new IOException("told to end while waiting for servers");
      }
      try {
        Thread.sleep(GLANCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for servers", e);
      }
    }
  }

  /** Asks every server once, until one answers. */
  <A, R> Optional<R> round(Question<A, R> question) {
    for (var server : servers(question)) {
      var shown = server.getAddress().getHostAddress() + ":" + server.getPort();
      var name = question.method().name();
      try {
        LOG.debug("making {} RPC: addr={}", name, shown);
        return Optional.of(call(server, question));
      } catch (IOException | DecodeException e) {
        LOG.error("{} RPC failed: addr={} error=\"{}\"", name, shown, e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static List<InetSocketAddress> servers(Question<?, ?> question) {
    var errors = new ArrayList<String>();
    var found =
        question.onPort()
            ? JoinAddresses.hosts(question.hosts(), question.port(), errors)
            : JoinAddresses.all("LAN", question.hosts(), question.port(), errors);
    errors.forEach(error -> LOG.warn("{}", error));
    return found;
  }

  private <A, R> R call(InetSocketAddress server, Question<A, R> question)
      throws IOException, DecodeException {
    var target = new RpcCaller.Target(datacenter, "", server);
    var method = question.method();
    var argument = method.packArgument(question.argument());
    return method.reply(calls.call(target, method.name(), argument, TIMEOUT));
  }

  /** A certificate that was just given and cannot be used. */
  static IOException unusable(GeneralSecurityException e) {
    return new IOException("the servers gave a certificate that cannot be used: " + e, e);
  }
}

package praetor.agent.rpc.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import praetor.agent.rpc.RpcCaller;

/**
 * The servers that a client agent may call, in the order in which it tries them: it calls the first
 * one until that fails. The order is random, so that clients spread over the servers.
 *
 * <p>Source: rpc facts, section 3. Safe for any thread.
 */
public final class ServerChoice implements Route {
  private final RandomGenerator random;
  private final List<RpcCaller.Target> order = new ArrayList<>();

  public ServerChoice(RandomGenerator random) {
    this.random = random;
  }

  /** Takes note of who is there: the others keep their places, new ones get random ones. */
  public synchronized void update(Collection<RpcCaller.Target> servers) {
    order.retainAll(servers);
    for (var server : servers) {
      if (!order.contains(server)) {
        order.add(random.nextInt(order.size() + 1), server);
      }
    }
  }

  @Override
  public synchronized Optional<RpcCaller.Target> next() {
    return order.isEmpty() ? Optional.empty() : Optional.of(order.getFirst());
  }

  /** Puts a server last, unless somebody else has already. */
  @Override
  public synchronized void failed(RpcCaller.Target target) {
    if (!order.isEmpty() && order.getFirst().equals(target)) {
      order.add(order.removeFirst());
    }
  }

  /** Another random order. */
  public synchronized void shuffle() {
    Collections.shuffle(order, random);
  }

  public synchronized List<RpcCaller.Target> servers() {
    return List.copyOf(order);
  }
}

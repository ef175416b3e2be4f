package praetor.samples.balancer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses servers in turn, by weight. One that has just failed comes last, for as long as nginx
 * leaves it alone. Safe for any thread.
 *
 * <p>Source: nginx's {@code fail_timeout}, 10 s unless set.
 */
final class Picker {
  private static final long FAIL_NANOS = Duration.ofSeconds(10).toNanos();

  private final AtomicLong turn = new AtomicLong();
  private final Map<Server, Long> failedAtNanos = new ConcurrentHashMap<>();

  /** All servers, each once, in the order in which to try them. */
  List<Server> order(List<Server> servers, long nowNanos) {
    int all = servers.stream().mapToInt(Server::weight).sum();
    if (all == 0) {
      return servers;
    }
    int first = first(servers, (int) Math.floorMod(turn.getAndIncrement(), (long) all));
    var order = new ArrayList<>(servers.subList(first, servers.size()));
    order.addAll(servers.subList(0, first));
    order.sort(Comparator.comparing(server -> hasFailed(server, nowNanos)));
    return order;
  }

  /** Notes that a server did not answer. */
  void failed(Server server, long nowNanos) {
    failedAtNanos.put(server, nowNanos);
  }

  /** Notes that it did. */
  void answered(Server server) {
    failedAtNanos.remove(server);
  }

  /** Forgets servers that are no more. */
  void keep(Upstreams upstreams) {
    failedAtNanos
        .keySet()
        .retainAll(upstreams.services().values().stream().flatMap(List::stream).toList());
  }

  private boolean hasFailed(Server server, long nowNanos) {
    var at = failedAtNanos.get(server);
    return at != null && nowNanos - at < FAIL_NANOS;
  }

  private static int first(List<Server> servers, int place) {
    int left = place;
    for (int i = 0; i < servers.size(); i++) {
      left -= servers.get(i).weight();
      if (left < 0) {
        return i;
      }
    }
    return 0;
  }
}

package praetor.gossip.serf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import praetor.gossip.Output;
import praetor.gossip.swim.Outcome;
import praetor.gossip.wire.Endpoint;

/**
 * A whole pool on one thread in virtual time, drawn from one seed: packets get lost and delayed,
 * streams fail, the network is cut, members are killed and paused.
 */
final class Sim {
  private static final long MS = 1_000_000;

  /** One thing that happens. */
  private record Happening(long atNanos, long order, Runnable action) {}

  final SplittableRandom random;
  private final PriorityQueue<Happening> queue =
      new PriorityQueue<>(
          (a, b) ->
              a.atNanos == b.atNanos
                  ? Long.compare(a.order, b.order)
                  : Long.compare(a.atNanos, b.atNanos));
  private final Map<Endpoint, SimMember> byEndpoint = new HashMap<>();
  final List<SimMember> members = new ArrayList<>();
  private final Map<Long, Consumer<Outcome>> streams = new HashMap<>();
  private long nowNanos;
  private long orders;
  private long streamIds;
  double loss;
  long delayMsMax = 2;
  BiPredicate<SimMember, SimMember> cut = (_, _) -> false;
  BiPredicate<SimMember, SimMember> cutPackets = (_, _) -> false;
  long packets;
  long packetBytes;

  Sim(long seed) {
    this.random = new SplittableRandom(seed);
  }

  long now() {
    return nowNanos;
  }

  /** Adds a member and starts it. */
  SimMember add(String name, Serf.Settings settings) {
    var member = create(name, settings, Map.of("role", "node"));
    member.serf.start();
    member.reschedule();
    return member;
  }

  /** Adds a member that is not started. */
  SimMember create(String name, Serf.Settings settings, Map<String, String> tags) {
    int n = members.size() + 1;
    var endpoint = Endpoint.of("10." + (n >> 16) + "." + (n >> 8 & 255) + "." + (n & 255), 8301);
    return create(name, endpoint, settings, tags);
  }

  SimMember create(
      String name, Endpoint endpoint, Serf.Settings settings, Map<String, String> tags) {
    var member = new SimMember(this, new Identity(name, endpoint, tags), settings);
    members.add(member);
    byEndpoint.put(endpoint, member);
    return member;
  }

  void at(long atNanos, Runnable action) {
    queue.add(new Happening(atNanos, orders++, action));
  }

  void runFor(Duration time) {
    runUntil(nowNanos + time.toNanos());
  }

  void runUntil(long endNanos) {
    while (!queue.isEmpty() && queue.peek().atNanos <= endNanos) {
      var next = queue.poll();
      nowNanos = next.atNanos;
      next.action.run();
    }
    nowNanos = endNanos;
  }

  /** Carries out what a member wants done in the network. */
  void carryOut(SimMember from, Output output) {
    switch (output) {
      case Output.Packet(var to, var bytes) -> packet(from, to, bytes.array());
      case Output.Exchange exchange -> exchange(from, exchange);
      case Output.Answer(long stream, var answer) -> answered(stream, new Outcome.Answered(answer));
      case Output.Close(long stream) -> answered(stream, new Outcome.Failed("EOF"));
      case Output.Tell(var event) -> from.told(event);
      case Output.UseKeyring(var keyring) -> from.keyring = keyring;
      case Output.Note note -> from.noted(note);
      case Output.GiveUp(var reason) -> from.gaveUp = reason;
    }
  }

  private void packet(SimMember from, Endpoint to, byte[] bytes) {
    packets++;
    packetBytes += bytes.length;
    from.sentBytes += bytes.length;
    var target = byEndpoint.get(to);
    boolean lost = random.nextDouble() < loss;
    if (target == null || lost || cut.test(from, target) || cutPackets.test(from, target)) {
      return;
    }
    at(nowNanos + delay(), () -> target.receive(from.endpoint(), bytes));
  }

  private long delay() {
    return 100_000 + random.nextLong(delayMsMax * MS);
  }

  private void exchange(SimMember from, Output.Exchange exchange) {
    var target = byEndpoint.get(exchange.to());
    long id = exchange.id();
    if (target == null || target.dead) {
      at(nowNanos + delay(), () -> from.streamEnded(id, new Outcome.Failed("connection refused")));
      return;
    }
    long stream = ++streamIds;
    var ended = new boolean[1];
    Consumer<Outcome> end =
        outcome -> {
          if (!ended[0]) {
            ended[0] = true;
            streams.remove(stream);
            from.streamEnded(id, outcome);
          }
        };
    at(
        nowNanos + exchange.timeout().toNanos(),
        () -> end.accept(new Outcome.Failed("i/o timeout")));
    if (cut.test(from, target)) {
      return;
    }
    streams.put(stream, outcome -> at(nowNanos + delay(), () -> end.accept(outcome)));
    at(nowNanos + 2 * delay(), () -> target.stream(stream, exchange.request()));
  }

  private void answered(long stream, Outcome outcome) {
    var waiting = streams.remove(stream);
    if (waiting != null) {
      waiting.accept(outcome);
    }
  }
}

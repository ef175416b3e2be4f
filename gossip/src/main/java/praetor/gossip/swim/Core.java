package praetor.gossip.swim;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.event.Level;
import praetor.gossip.GossipMeter;
import praetor.gossip.Output;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Message;

/** What the parts of {@link Swim} share. */
final class Core {
  final SwimConfig config;
  final String name;
  final Endpoint endpoint;
  final Timers timers;
  final RandomGenerator random;
  final Layer layer;
  final GossipMeter meter;
  final NameTable<Peer> peers = new NameTable<>();
  final Awareness awareness;
  final BroadcastQueue queue;
  private final Consumer<Output> outputs;
  private long incarnation;
  private long ids;
  boolean leaving;

  Core(
      SwimConfig config,
      String name,
      Endpoint endpoint,
      Timers timers,
      RandomGenerator random,
      Layer layer,
      GossipMeter meter,
      Consumer<Output> outputs) {
    this.config = config;
    this.name = name;
    this.endpoint = endpoint;
    this.timers = timers;
    this.random = random;
    this.layer = layer;
    this.meter = meter;
    this.awareness = new Awareness(config.awarenessMax());
    this.queue = new BroadcastQueue(config.retransmitMult(), peers::size);
    this.outputs = outputs;
  }

  long now() {
    return timers.nowNanos();
  }

  boolean isMe(String node) {
    return name.equals(node);
  }

  Message.Source source() {
    return new Message.Source(endpoint, name);
  }

  void out(Output output) {
    outputs.accept(output);
  }

  void note(Level level, String text) {
    out(new Output.Note(level, text));
  }

  /** The next incarnation of this member, above one that others believe in. */
  long incarnationAbove(long other) {
    incarnation = Math.max(incarnation, other) + 1;
    return incarnation;
  }

  long nextIncarnation() {
    return ++incarnation;
  }

  /** A number for a stream or a ping. */
  long nextId() {
    return ++ids;
  }

  /** Runs an action again and again, first after a random part of the interval. */
  void every(long intervalNanos, Runnable action) {
    timers.after(random.nextLong(Math.max(1, intervalNanos)), () -> repeat(intervalNanos, action));
  }

  private void repeat(long intervalNanos, Runnable action) {
    timers.after(intervalNanos, () -> repeat(intervalNanos, action));
    action.run();
  }
}

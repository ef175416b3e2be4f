package praetor.gossip.serf;

import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.event.Level;
import praetor.gossip.GossipEvent;
import praetor.gossip.GossipMeter;
import praetor.gossip.MemberChange;
import praetor.gossip.Output;
import praetor.gossip.swim.BroadcastQueue;
import praetor.gossip.swim.NameTable;
import praetor.gossip.swim.Timers;
import praetor.gossip.wire.Endpoint;

/** What the parts of {@link Serf} share. */
final class Context {
  final SerfConfig config;
  final String name;
  final Endpoint endpoint;
  final Timers timers;
  final RandomGenerator random;
  final GossipMeter meter;
  final NameTable<Entry> entries = new NameTable<>();
  final LamportClock clock = new LamportClock(1);
  final LamportClock eventClock = new LamportClock(1);
  final LamportClock queryClock = new LamportClock(1);
  final BroadcastQueue intents;
  final BroadcastQueue queries;
  final BroadcastQueue events;
  private final Consumer<Output> outputs;
  Map<String, String> tags;
  boolean leaving;

  Context(
      SerfConfig config,
      int retransmitMult,
      Identity identity,
      Timers timers,
      RandomGenerator random,
      GossipMeter meter,
      Consumer<Output> outputs) {
    this.config = config;
    this.name = identity.name();
    this.endpoint = identity.endpoint();
    this.tags = identity.tags();
    this.timers = timers;
    this.random = random;
    this.meter = meter;
    this.intents = new BroadcastQueue(retransmitMult, entries::size);
    this.queries = new BroadcastQueue(retransmitMult, entries::size);
    this.events = new BroadcastQueue(retransmitMult, entries::size);
    this.outputs = outputs;
  }

  long now() {
    return timers.nowNanos();
  }

  boolean isMe(String node) {
    return name.equals(node);
  }

  void out(Output output) {
    outputs.accept(output);
  }

  void tell(GossipEvent event) {
    switch (event) {
      case GossipEvent.UserEvent fired -> meter.told(GossipMeter.Told.EVENTS, fired.name());
      case GossipEvent.QueryReceived asked -> meter.told(GossipMeter.Told.QUERIES, asked.name());
      case GossipEvent.MemberChanged(MemberChange change, _) -> count(change);
    }
    out(new Output.Tell(event));
  }

  private void count(MemberChange change) {
    switch (change) {
      case JOINED -> meter.count(GossipMeter.Count.MEMBER_JOIN, 1);
      case LEFT -> meter.count(GossipMeter.Count.MEMBER_LEFT, 1);
      case FAILED -> meter.count(GossipMeter.Count.MEMBER_FAILED, 1);
      case UPDATED -> meter.count(GossipMeter.Count.MEMBER_UPDATE, 1);
      case REAPED -> {
        // It had left or failed before, and was counted then.
      }
    }
  }

  void note(Level level, String text) {
    out(new Output.Note(level, text));
  }

  void every(long intervalNanos, Runnable action) {
    timers.after(
        intervalNanos,
        () -> {
          every(intervalNanos, action);
          action.run();
        });
  }
}

package praetor.gossip.serf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.event.Level;
import praetor.gossip.GossipEvent;
import praetor.gossip.MemberChange;
import praetor.gossip.Member;
import praetor.gossip.MemberStatus;
import praetor.gossip.Output;
import praetor.gossip.swim.Outcome;
import praetor.gossip.swim.Timers;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.StreamMessage;

/** A member of a simulated pool. */
final class SimMember {
  private final Sim sim;
  private final Identity identity;
  final Serf serf;
  private long wakeNanos = Timers.NEVER;
  boolean dead;
  private boolean paused;
  private int failures;
  private final List<Runnable> waiting = new ArrayList<>();
  final List<GossipEvent> events = new ArrayList<>();
  final List<String> errors = new ArrayList<>();
  Consumer<GossipEvent> listener = _ -> {};
  boolean keepEvents = true;
  Keyring keyring;
  String gaveUp = "";
  long sentBytes;
  long cpuNanos;

  SimMember(Sim sim, Identity identity, Serf.Settings settings) {
    this.sim = sim;
    this.identity = identity;
    this.keyring = settings.keyring();
    var random = new SplittableRandom(sim.random.nextLong());
    this.serf =
        new Serf(settings, identity, sim.now(), random, output -> sim.carryOut(this, output));
  }

  String name() {
    return identity.name();
  }

  Endpoint endpoint() {
    return identity.endpoint();
  }

  /** Runs a command. */
  void run(Runnable command) {
    step(command);
  }

  void receive(Endpoint from, byte[] bytes) {
    step(() -> serf.packet(from, bytes, bytes.length));
  }

  void stream(long id, StreamMessage request) {
    step(() -> serf.stream(id, request));
  }

  void streamEnded(long id, Outcome outcome) {
    step(() -> serf.streamEnded(id, outcome));
  }

  private void step(Runnable input) {
    if (dead) {
      return;
    }
    if (paused) {
      waiting.add(input);
      return;
    }
    serf.advance(sim.now());
    input.run();
    serf.runDue();
    reschedule();
  }

  void reschedule() {
    long next = serf.nextNanos();
    if (next < wakeNanos) {
      wakeNanos = next;
      sim.at(next, () -> wake(next));
    }
  }

  private void wake(long at) {
    if (at != wakeNanos) {
      return;
    }
    wakeNanos = Timers.NEVER;
    step(() -> {});
  }

  void kill() {
    dead = true;
  }

  void pause() {
    paused = true;
  }

  void resume(Duration after) {
    paused = false;
    var inputs = List.copyOf(waiting);
    waiting.clear();
    step(() -> serf.paused(after));
    inputs.forEach(this::step);
  }

  /** Goes on without what came meanwhile. */
  void resumeDeaf(Duration after) {
    waiting.clear();
    resume(after);
  }

  /** How many times it has found another member failed. */
  int failures() {
    return failures;
  }

  void told(GossipEvent event) {
    if (event instanceof GossipEvent.MemberChanged(MemberChange change, _)
        && change == MemberChange.FAILED) {
      failures++;
    }
    if (keepEvents) {
      events.add(event);
    }
    listener.accept(event);
  }

  void noted(Output.Note note) {
    if (note.level() == Level.ERROR) {
      errors.add(note.text());
    }
  }

  MemberStatus statusOf(SimMember other) {
    return serf.member(other.name()).map(Member::status).orElse(MemberStatus.NONE);
  }

  Stream<GossipEvent.UserEvent> userEvents() {
    return events.stream()
        .filter(GossipEvent.UserEvent.class::isInstance)
        .map(GossipEvent.UserEvent.class::cast);
  }

  @Override
  public String toString() {
    return name();
  }
}

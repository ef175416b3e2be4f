package praetor.gossip.swim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.event.Level;
import praetor.gossip.GossipMeter;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Liveness;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.StreamMessage.Failure;
import praetor.gossip.wire.StreamMessage.NodeState;
import praetor.gossip.wire.StreamMessage.PushPull;
import praetor.model.Bytes;

/** Exchanges everything known with one member: to join, and now and then. */
final class PushPulls {
  private final Core core;
  private final Sender sender;
  private final Streams streams;
  private final Rumours rumours;

  PushPulls(Core core, Sender sender, Streams streams, Rumours rumours) {
    this.core = core;
    this.sender = sender;
    this.streams = streams;
    this.rumours = rumours;
  }

  void start() {
    long interval = core.config.pushPullInterval().toNanos();
    if (interval > 0) {
      core.timers.after(core.random.nextLong(interval), this::schedule);
    }
  }

  private void schedule() {
    long interval = core.config.pushPullInterval().toNanos();
    core.timers.after(Scale.pushPullNanos(interval, core.peers.size()), this::tick);
  }

  private void tick() {
    schedule();
    sender
        .draw(1, peer -> peer.liveness() == Liveness.ALIVE)
        .forEach(peer -> exchange(peer.endpoint(), false, this::noteFailure));
  }

  private void noteFailure(Optional<String> failure) {
    failure.ifPresent(why -> core.note(Level.WARN, "Push/Pull failed: " + why));
  }

  /** Joins a member's pool, if it may; the failure comes back, if it failed. */
  void join(Endpoint seed, Consumer<Optional<String>> done) {
    if (!core.layer.looksFirst()) {
      exchange(seed, true, done);
      return;
    }
    // Who sends nothing is not a member, and still hears all.
    streams.exchange(
        seed,
        new PushPull(false, List.of(), Bytes.EMPTY),
        core.config.streamTimeout(),
        outcome ->
            answer(outcome, this::refusal)
                .map(why -> seed + ": " + why)
                .ifPresentOrElse(
                    why -> done.accept(Optional.of(why)), () -> exchange(seed, true, done)));
  }

  /** Exchanges states; the failure comes back, if it failed. */
  void exchange(Endpoint to, boolean join, Consumer<Optional<String>> done) {
    long start = core.now();
    streams.exchange(
        to,
        localState(join),
        core.config.streamTimeout(),
        outcome -> {
          core.meter.lasted(GossipMeter.Measure.PUSH_PULL_NODE, core.now() - start);
          done.accept(answer(outcome, answer -> merge(answer, join)).map(why -> to + ": " + why));
        });
  }

  private static Optional<String> answer(
      Outcome outcome, Function<PushPull, Optional<String>> use) {
    return switch (outcome) {
      case Outcome.Answered(PushPull answer) -> use.apply(answer);
      case Outcome.Answered(Failure(String error)) -> Optional.of("remote error: " + error);
      case Outcome.Answered(var other) ->
          Optional.of("unexpected answer " + other.getClass().getSimpleName());
      case Outcome.Sent() -> Optional.of("no answer");
      case Outcome.Failed(String why) -> Optional.of(why);
    };
  }

  PushPull localState(boolean join) {
    var nodes = new ArrayList<NodeState>(core.peers.size());
    core.peers.forEach(peer -> nodes.add(peer.toNodeState()));
    return new PushPull(join, nodes, core.layer.localState());
  }

  /** Takes over what another member knows; why not, if it does not fit this pool. */
  Optional<String> merge(PushPull remote, boolean join) {
    var refusal = incompatibility(remote.nodes());
    if (refusal.isEmpty() && join) {
      refusal = refusal(remote);
    }
    if (refusal.isPresent()) {
      return refusal;
    }
    remote.nodes().forEach(this::merge);
    if (!remote.userState().isEmpty()) {
      core.layer.mergeState(remote.userState(), join);
    }
    return Optional.empty();
  }

  private Optional<String> refusal(PushPull remote) {
    return core.layer.refusal(
        remote.nodes().stream().map(node -> Peer.of(node, core.now())).toList());
  }

  private void merge(NodeState node) {
    switch (node.liveness()) {
      case ALIVE ->
          rumours.alive(
              new Message.Alive(
                  node.incarnation(), node.name(), node.endpoint(), node.meta(), node.versions()));
      case LEFT -> rumours.dead(new Message.Dead(node.incarnation(), node.name(), node.name()));
      // Dead ones get the chance to refute.
      case DEAD, SUSPECT ->
          rumours.suspect(new Message.Suspect(node.incarnation(), node.name(), core.name));
    }
  }

  private Optional<String> incompatibility(List<NodeState> remote) {
    var range = new VersionRange();
    remote.stream()
        .filter(node -> node.liveness() == Liveness.ALIVE)
        .forEach(node -> range.add(node.versions()));
    core.peers.forEach(
        peer -> {
          if (peer.liveness() == Liveness.ALIVE) {
            range.add(peer.versions());
          }
        });
    return range.firstOutside(remote, core.peers);
  }
}

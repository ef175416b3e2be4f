package praetor.gossip.serf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.event.Level;
import praetor.gossip.GossipMeter;
import praetor.gossip.KeyringAnswer;
import praetor.gossip.KeyringOperation;
import praetor.gossip.Member;
import praetor.gossip.MemberStatus;
import praetor.gossip.Output;
import praetor.gossip.PoolState;
import praetor.gossip.QueryListener;
import praetor.gossip.QueryRequest;
import praetor.gossip.swim.Layer;
import praetor.gossip.swim.Outcome;
import praetor.gossip.swim.Peer;
import praetor.gossip.swim.Swim;
import praetor.gossip.swim.SwimConfig;
import praetor.gossip.swim.Timers;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.Liveness;
import praetor.gossip.wire.StreamMessage;
import praetor.gossip.wire.WireOptions;
import praetor.model.Bytes;
import praetor.model.Coordinate;
import praetor.model.DecodeException;

/**
 * One member of one pool: the whole gossip protocol as a state machine.
 *
 * <p>Owned by the gossip loop, which first tells the time ({@link #advance}), then hands in
 * packets, streams and commands, and carries out every {@link Output} that comes back. When nothing
 * comes in, it calls {@link #runDue} at {@link #nextNanos}. With the same seed and inputs, a run
 * repeats to the byte.
 */
public final class Serf {
  /** Everything that is fixed about a member's gossip. */
  public record Settings(
      SwimConfig swim,
      SerfConfig serf,
      WireOptions wire,
      Keyring keyring,
      Admission admission,
      ReconnectTimeouts reconnectTimeouts,
      GossipMeter meter) {
    /** Those of a pool without keys that admits everybody. */
    public static Settings of(SwimConfig swim) {
      return new Settings(
          swim,
          SerfConfig.CONSUL,
          WireOptions.DEFAULT,
          Keyring.NONE,
          Admission.ALL,
          ReconnectTimeouts.CONFIGURED,
          GossipMeter.NONE);
    }

    public Settings withSerf(SerfConfig changed) {
      return new Settings(swim, changed, wire, keyring, admission, reconnectTimeouts, meter);
    }

    public Settings withWire(WireOptions changed) {
      return new Settings(swim, serf, changed, keyring, admission, reconnectTimeouts, meter);
    }

    public Settings withKeyring(Keyring changed) {
      return new Settings(swim, serf, wire, changed, admission, reconnectTimeouts, meter);
    }

    public Settings withAdmission(Admission changed) {
      return new Settings(swim, serf, wire, keyring, changed, reconnectTimeouts, meter);
    }

    public Settings withReconnectTimeouts(ReconnectTimeouts changed) {
      return new Settings(swim, serf, wire, keyring, admission, changed, meter);
    }

    public Settings withMeter(GossipMeter changed) {
      return new Settings(swim, serf, wire, keyring, admission, reconnectTimeouts, changed);
    }
  }

  /** The three Lamport clocks. */
  public record Clocks(long clock, long eventClock, long queryClock) {}

  private final Context context;
  private final Settings settings;
  private final Swim swim;
  private final Roster roster;
  private final UserEvents events;
  private final Queries queries;
  private final KeyQueries keys;
  private final Conflicts conflicts;
  private final Coordinates coordinates;
  private Bytes meta;
  private boolean ignoreOldEvents;

  /**
   * Makes a member that nobody knows yet.
   *
   * @param nowNanos of the monotonic clock
   * @param random also of nonces: a strong one, outside of simulations
   * @param outputs takes what is to be done, in order
   * @throws IllegalArgumentException if the tags take too many bytes
   */
  public Serf(
      Settings settings,
      Identity identity,
      long nowNanos,
      RandomGenerator random,
      Consumer<Output> outputs) {
    var timers = new Timers(nowNanos);
    this.settings = settings;
    this.meta = TagCodec.encode(identity.tags());
    this.context =
        new Context(
            settings.serf(),
            settings.swim().retransmitMult(),
            identity,
            timers,
            random,
            settings.meter(),
            outputs);
    this.swim =
        new Swim(
            settings.swim(),
            settings.wire(),
            settings.keyring(),
            identity.name(),
            identity.endpoint(),
            timers,
            random,
            new Rider(),
            settings.meter(),
            outputs);
    this.roster = new Roster(context, settings.reconnectTimeouts());
    this.events = new UserEvents(context);
    this.queries =
        new Queries(
            context,
            settings.swim().gossipInterval().toNanos(),
            swim::sendUser,
            this::handleInternal);
    this.keys = new KeyQueries(context, queries, settings.keyring(), swim::keyring);
    this.conflicts = new Conflicts(context, queries);
    this.coordinates = new Coordinates(context, random);
  }

  // ---- time

  /** Tells the time of what comes next. */
  public void advance(long nowNanos) {
    context.timers.advance(nowNanos);
  }

  /** Does what is due by now. */
  public void runDue() {
    swim.runDue();
  }

  /** When something is due next. */
  public long nextNanos() {
    return swim.nextNanos();
  }

  /** This member did not run for a while. */
  public void paused(Duration howLong) {
    context.note(Level.WARN, "gossip did not run for " + howLong.toMillis() + " ms");
    swim.paused(howLong);
  }

  // ---- the network

  public void packet(Endpoint from, byte[] bytes, int length) {
    swim.packet(from, bytes, length);
  }

  public void stream(long id, StreamMessage request) {
    swim.stream(id, request);
  }

  public void streamEnded(long id, Outcome outcome) {
    swim.streamEnded(id, outcome);
  }

  // ---- commands

  /** Begins to be a member, of a pool of one. */
  public void start() {
    swim.start();
    var config = context.config;
    context.every(config.reapInterval().toNanos(), roster::reap);
    context.every(config.reconnectInterval().toNanos(), this::reconnect);
    context.every(config.queueCheckInterval().toNanos(), this::pruneQueues);
  }

  /** Begins where an earlier run ended: nothing that it saw is seen twice. */
  public void restore(Clocks clocks) {
    context.clock.witness(clocks.clock());
    context.eventClock.witness(clocks.eventClock());
    context.queryClock.witness(clocks.queryClock());
    events.ignoreBefore(clocks.eventClock() + 1);
    queries.ignoreBefore(clocks.queryClock() + 1);
  }

  public Clocks clocks() {
    return new Clocks(context.clock.time(), context.eventClock.time(), context.queryClock.time());
  }

  /**
   * Joins the pools of these members.
   *
   * @param ignoreOld whether events that were fired before are not delivered here
   * @param done gets how many were reached, and why the others were not
   */
  public void join(
      List<Endpoint> seeds, boolean ignoreOld, BiConsumer<Integer, List<String>> done) {
    if (context.leaving) {
      done.accept(0, List.of("Serf can't Join after Leave or Shutdown"));
      return;
    }
    ignoreOldEvents = ignoreOld;
    swim.join(
        seeds,
        (joined, errors) -> {
          ignoreOldEvents = false;
          if (joined > 0) {
            broadcastJoin();
          }
          done.accept(joined, errors);
        });
  }

  private void broadcastJoin() {
    var intent = new SerfMessage.JoinIntent(context.clock.time(), context.name);
    roster.join(intent);
    context.intents.add(SerfCodec.encode(intent).array());
  }

  /** Joins the first of these members that can be reached: those of an earlier run. */
  public void rejoin(List<Endpoint> known) {
    if (known.isEmpty() || context.leaving) {
      return;
    }
    join(
        known.subList(0, 1),
        true,
        (joined, _) -> {
          if (joined == 0) {
            rejoin(known.subList(1, known.size()));
          } else {
            context.note(Level.INFO, "Re-joined to previously known node: " + known.getFirst());
          }
        });
  }

  /**
   * Leaves the pool for good.
   *
   * @param done called once, when the others had the time to hear it
   */
  public void leave(Runnable done) {
    if (context.leaving) {
      done.run();
      return;
    }
    context.leaving = true;
    var intent = new SerfMessage.LeaveIntent(context.clock.time(), context.name, false);
    context.clock.increment();
    roster.leave(intent);
    broadcastAndWait(intent, () -> leaveMembership(done));
  }

  private void leaveMembership(Runnable done) {
    var propagated = once(() -> afterLeave(done));
    context.timers.after(context.config.broadcastTimeout().toNanos(), propagated);
    swim.leave(propagated);
  }

  private void afterLeave(Runnable done) {
    long delay = hasOthers() ? context.config.leavePropagateDelay().toNanos() : 0;
    context.timers.after(delay, done);
  }

  /**
   * Makes a failed member one that left.
   *
   * @param prune also forgets it
   * @param done called once, when enough members heard it
   */
  public void forceLeave(String name, boolean prune, Runnable done) {
    var intent = new SerfMessage.LeaveIntent(context.clock.time(), name, prune);
    context.clock.increment();
    handleLeave(intent);
    broadcastAndWait(intent, done);
  }

  private void broadcastAndWait(SerfMessage.LeaveIntent intent, Runnable done) {
    if (!hasOthers()) {
      done.run();
      return;
    }
    var sent = once(done);
    context.timers.after(context.config.broadcastTimeout().toNanos(), sent);
    context.intents.add(SerfCodec.encode(intent).array(), sent);
  }

  private static Runnable once(Runnable action) {
    var ran = new boolean[1];
    return () -> {
      if (!ran[0]) {
        ran[0] = true;
        action.run();
      }
    };
  }

  private boolean hasOthers() {
    for (int i = 0; i < context.entries.size(); i++) {
      var entry = context.entries.at(i);
      if (!context.isMe(entry.name()) && entry.status() == MemberStatus.ALIVE) {
        return true;
      }
    }
    return false;
  }

  /**
   * Changes what the others know of this member.
   *
   * @throws IllegalArgumentException if the tags take too many bytes
   */
  public void tags(Map<String, String> tags) {
    meta = TagCodec.encode(tags);
    context.tags = Map.copyOf(tags);
    swim.metaChanged();
  }

  /**
   * Fires a user event.
   *
   * @throws IllegalArgumentException if it is too large
   */
  public void fire(String name, Bytes payload, boolean coalesce) {
    events.fire(name, payload, coalesce);
  }

  /**
   * Asks the pool.
   *
   * @throws IllegalArgumentException if the question is too large
   */
  public void ask(QueryRequest request, QueryListener listener) {
    if (request.name().startsWith(Queries.INTERNAL_PREFIX)
        && !request.name().equals(Queries.INTERNAL_PREFIX + "ping")) {
      throw new IllegalArgumentException(
          "query names that begin with " + Queries.INTERNAL_PREFIX + " are reserved");
    }
    queries.ask(request, listener);
  }

  /**
   * Answers a query that was told to the application.
   *
   * @return whether it is still open
   * @throws IllegalArgumentException if the answer is too large
   */
  public boolean respond(long id, Bytes payload) {
    return queries.respond(id, payload);
  }

  /** Does something to the keys of all members. */
  public void keys(
      KeyringOperation operation, Bytes key, int relayFactor, Consumer<KeyringAnswer> done) {
    keys.ask(operation, key, relayFactor, aliveCount(), done);
  }

  private int aliveCount() {
    return context.entries.size() - roster.failed().size() - roster.left().size();
  }

  // ---- what is known

  /** All members, those included that failed or left a while ago. */
  public List<Member> members() {
    return roster.members();
  }

  public Optional<Member> member(String name) {
    return Optional.ofNullable(context.entries.get(name)).map(Entry::toMember);
  }

  public Coordinate coordinate() {
    return coordinates.own();
  }

  /** The coordinate of a member, if it answered this one. */
  public Optional<Coordinate> coordinate(String name) {
    return coordinates.of(name);
  }

  /** What operators look at: names as serf has them. */
  public Map<String, String> stats() {
    var stats = new HashMap<String, String>();
    stats.put("members", String.valueOf(context.entries.size()));
    stats.put("failed", String.valueOf(roster.failed().size()));
    stats.put("left", String.valueOf(roster.left().size()));
    stats.put("coordinate_resets", String.valueOf(coordinates.resets()));
    stats.put("health_score", String.valueOf(swim.healthScore()));
    stats.put("member_time", Long.toUnsignedString(context.clock.time()));
    stats.put("event_time", Long.toUnsignedString(context.eventClock.time()));
    stats.put("query_time", Long.toUnsignedString(context.queryClock.time()));
    stats.put("intent_queue", String.valueOf(context.intents.size()));
    stats.put("event_queue", String.valueOf(context.events.size()));
    stats.put("query_queue", String.valueOf(context.queries.size()));
    stats.put("encrypted", String.valueOf(!settings.keyring().isEmpty()));
    return stats;
  }

  /** How the pool looks from here. */
  public PoolState state() {
    var counts = new HashMap<String, Integer>();
    for (var liveness : Liveness.values()) {
      counts.put(liveness.name().toLowerCase(Locale.ROOT), 0);
    }
    swim.forEachPeer(
        peer -> counts.merge(peer.liveness().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
    return new PoolState(swim.healthScore(), counts);
  }

  // ---- what happens by itself

  private void reconnect() {
    var failed = roster.failed();
    if (failed.isEmpty() || context.leaving) {
      return;
    }
    int alive = Math.max(1, aliveCount());
    if (context.random.nextDouble() > (double) failed.size() / alive) {
      return;
    }
    var names = List.copyOf(failed);
    var entry = context.entries.get(names.get(context.random.nextInt(names.size())));
    if (entry != null) {
      context.note(Level.INFO, "attempting reconnect to " + entry.name() + " " + entry.endpoint());
      swim.join(List.of(entry.endpoint()), (_, _) -> {});
    }
  }

  private void pruneQueues() {
    context.meter.measure(GossipMeter.Measure.QUEUE_INTENT, context.intents.size());
    context.meter.measure(GossipMeter.Measure.QUEUE_EVENT, context.events.size());
    context.meter.measure(GossipMeter.Measure.QUEUE_QUERY, context.queries.size());
    context.meter.measure(GossipMeter.Measure.QUEUE_BROADCASTS, swim.queued());
    int most = Math.max(context.config.queueDepthMin(), 2 * context.entries.size());
    for (var queue : List.of(context.intents, context.queries, context.events)) {
      if (queue.size() > most) {
        context.note(Level.WARN, "broadcast queue has " + queue.size() + " messages");
        queue.prune(most);
      }
    }
  }

  private void handleInternal(String name, SerfMessage.Query query) {
    if (name.equals(Conflicts.NAME)) {
      conflicts.vote(query);
    } else if (!name.equals("ping") && !keys.handle(name, query)) {
      context.note(Level.WARN, "Unhandled internal query '" + name + "'");
    }
  }

  private void handleLeave(SerfMessage.LeaveIntent intent) {
    boolean aboutMe = context.isMe(intent.node()) && !context.leaving;
    if (aboutMe && roster.isNews(intent)) {
      context.note(Level.DEBUG, "Refuting an older leave intent");
      context.clock.witness(intent.time());
      broadcastJoin();
    } else if (!aboutMe && roster.leave(intent)) {
      context.intents.add(SerfCodec.encode(intent).array());
    }
  }

  private void handle(SerfMessage message, Bytes encoded) {
    switch (message) {
      case SerfMessage.LeaveIntent intent -> handleLeave(intent);
      case SerfMessage.JoinIntent intent -> {
        if (roster.join(intent)) {
          context.intents.add(encoded.array());
        }
      }
      case SerfMessage.Event event -> events.receive(event, encoded);
      case SerfMessage.Query query -> queries.receive(query, encoded);
      case SerfMessage.Response response -> queries.received(response);
      case SerfMessage.Relay relay -> queries.forward(relay);
      case SerfMessage.State _,
          SerfMessage.ConflictAnswer _,
          SerfMessage.KeyRequest _,
          SerfMessage.KeyAnswer _ ->
          context.note(Level.WARN, "Received a message of a type that does not come alone");
    }
  }

  /** What the membership protocol asks and tells. */
  private final class Rider implements Layer {
    @Override
    public Bytes meta() {
      return meta;
    }

    @Override
    public void received(Bytes message) {
      context.meter.measure(GossipMeter.Measure.MSGS_RECEIVED, message.length());
      try {
        handle(SerfCodec.decode(message), message);
      } catch (DecodeException e) {
        context.note(Level.WARN, "Error decoding a serf message: " + e.getMessage());
      }
    }

    @Override
    public List<byte[]> broadcasts(int overhead, int limit) {
      var taken = new ArrayList<byte[]>();
      int left = limit;
      for (var queue : List.of(context.intents, context.queries, context.events)) {
        var some = queue.take(overhead, left);
        taken.addAll(some);
        left -= some.stream().mapToInt(message -> message.length + overhead).sum();
      }
      taken.forEach(
          message -> context.meter.measure(GossipMeter.Measure.MSGS_SENT, message.length));
      return taken;
    }

    @Override
    public boolean hasBroadcasts() {
      return context.intents.size() + context.queries.size() + context.events.size() > 0;
    }

    @Override
    public Bytes localState() {
      var times = new HashMap<String, Long>();
      context.entries.forEach(entry -> times.put(entry.name(), entry.statusTime()));
      return SerfCodec.encode(
          new SerfMessage.State(
              context.clock.time(),
              times,
              List.copyOf(roster.left()),
              context.eventClock.time(),
              events.recent(),
              context.queryClock.time()));
    }

    @Override
    public void mergeState(Bytes encoded, boolean join) {
      try {
        if (SerfCodec.decode(encoded) instanceof SerfMessage.State state) {
          merge(state, join);
        } else {
          throw new DecodeException("no push/pull state");
        }
      } catch (DecodeException e) {
        context.note(Level.ERROR, "Failed to decode remote state: " + e.getMessage());
      }
    }

    private void merge(SerfMessage.State state, boolean join) {
      witness(context.clock, state.time());
      witness(context.eventClock, state.eventTime());
      witness(context.queryClock, state.queryTime());
      var left = new HashSet<>(state.left());
      for (var name : left) {
        long time = state.statusTimes().getOrDefault(name, 0L);
        handleRemoteLeave(new SerfMessage.LeaveIntent(time + 1, name, false));
      }
      state
          .statusTimes()
          .forEach(
              (name, time) -> {
                if (!left.contains(name)) {
                  roster.join(new SerfMessage.JoinIntent(time, name));
                }
              });
      if (join && ignoreOldEvents) {
        events.ignoreBefore(state.eventTime());
      }
      events.replay(state.events());
    }

    private void handleRemoteLeave(SerfMessage.LeaveIntent intent) {
      if (context.isMe(intent.node())) {
        handleLeave(intent);
      } else {
        roster.leave(intent);
      }
    }

    // A member tells the time that comes next.
    private void witness(LamportClock clock, long next) {
      if (next != 0) {
        clock.witness(next - 1);
      }
    }

    @Override
    public Bytes ackPayload() {
      return coordinates.payload();
    }

    @Override
    public void answered(Peer peer, long roundTripNanos, Bytes payload) {
      coordinates.answered(peer.name(), roundTripNanos, payload);
    }

    @Override
    public void joined(Peer peer) {
      roster.joined(peer);
    }

    @Override
    public void gone(Peer peer) {
      coordinates.forget(peer.name());
      roster.gone(peer);
    }

    @Override
    public void updated(Peer peer) {
      roster.updated(peer);
    }

    @Override
    public void conflict(Peer known, Endpoint other) {
      conflicts.claimed(known.name(), known.endpoint(), other);
    }

    @Override
    public Optional<String> refusal(List<Peer> peers) {
      if (Admission.ALL.equals(settings.admission())) {
        return Optional.empty();
      }
      var members = new ArrayList<Member>(peers.size());
      for (var peer : peers) {
        members.add(Entry.of(peer, statusOf(peer), 0).toMember());
      }
      return settings.admission().refusal(members);
    }

    @Override
    public boolean looksFirst() {
      return settings.admission().looksFirst();
    }

    private MemberStatus statusOf(Peer peer) {
      return switch (peer.liveness()) {
        case ALIVE, SUSPECT -> MemberStatus.ALIVE;
        case DEAD -> MemberStatus.FAILED;
        case LEFT -> MemberStatus.LEFT;
      };
    }
  }

  /**
   * Takes members for known, alive and old news: simulations start from a pool that has converged.
   */
  void preload(List<Peer> peers, List<Entry> entries) {
    swim.preload(peers);
    context.entries.reserve(entries.size() + 64);
    entries.stream().filter(entry -> !context.isMe(entry.name())).forEach(context.entries::put);
  }

  Swim swim() {
    return swim;
  }
}

package praetor.gossip.serf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import praetor.gossip.GossipEvent.QueryReceived;
import praetor.gossip.MemberStatus;
import praetor.gossip.QueryListener;
import praetor.gossip.QueryRequest;
import praetor.gossip.wire.Endpoint;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * Questions to the pool: asks, passes on what others ask, answers, and listens for answers.
 *
 * <p>A query spreads like an event; its answers go straight to whoever asked, and by way of other
 * members if it wants that. Those whose names begin with {@code _serf_} are answered here.
 */
final class Queries {
  /** Answers what serf itself asks. */
  interface Internal {
    /** Answers the query of that name, without the prefix, if anything is to be said. */
    void handle(String name, SerfMessage.Query query);
  }

  /** Sends a message to one member. */
  interface Mail {
    void send(Endpoint to, Bytes message);
  }

  static final String INTERNAL_PREFIX = "_serf_";

  /** Whoever takes relays must speak that version. Source: serf, "protocol version 5". */
  private static final int RELAY_VERSION = 5;

  /** Open questions of others that an application may still answer. */
  private static final int OPEN_MAX = 4_096;

  /** The ids of the queries of one time. */
  private record IdsAt(long time, Set<Long> ids) {}

  private final Context context;
  private final Mail mail;
  private final Internal internal;
  private final long gossipIntervalNanos;
  private final @Nullable IdsAt[] ring;
  private final Map<Long, Asked> asked = new HashMap<>();
  private final Map<Long, SerfMessage.Query> open = new HashMap<>();
  private long minTime;

  Queries(Context context, long gossipIntervalNanos, Mail mail, Internal internal) {
    this.context = context;
    this.gossipIntervalNanos = gossipIntervalNanos;
    this.mail = mail;
    this.internal = internal;
    this.ring = new IdsAt[context.config.queryBuffer()];
  }

  /** A question of this member that waits for answers. */
  private static final class Asked {
    private final long id;
    private final QueryListener listener;
    private final Set<String> acks = new HashSet<>();
    private final Set<String> answers = new HashSet<>();

    Asked(long id, QueryListener listener) {
      this.id = id;
      this.listener = listener;
    }

    void take(SerfMessage.Response response) {
      if (response.id() != id) {
        return;
      }
      if (response.isAck()) {
        if (acks.add(response.from())) {
          listener.acked(response.from());
        }
      } else if (answers.add(response.from())) {
        listener.answered(response.from(), response.payload());
      }
    }
  }

  /**
   * Asks the pool.
   *
   * @return a way to stop listening early
   * @throws IllegalArgumentException if the query is too large
   */
  Runnable ask(QueryRequest request, QueryListener listener) {
    long timeout = request.timeout().map(Duration::toNanos).orElseGet(this::defaultTimeoutNanos);
    long time = context.queryClock.time();
    long id = context.random.nextLong(1L << 32);
    var query = message(request, time, id, timeout);
    var encoded = SerfCodec.encode(query);
    if (encoded.length() > context.config.queryMaxBytes()) {
      throw new IllegalArgumentException(
          "query exceeds limit of " + context.config.queryMaxBytes() + " bytes");
    }
    context.queryClock.increment();
    asked.put(time, new Asked(id, listener));
    Runnable stop = () -> finish(time);
    context.timers.after(timeout, stop);
    receive(query, encoded);
    return stop;
  }

  private void finish(long time) {
    var ended = asked.remove(time);
    if (ended != null) {
      ended.listener.finished();
    }
  }

  private long defaultTimeoutNanos() {
    double digits = Math.ceil(Math.log10(context.entries.size() + 1.0));
    return gossipIntervalNanos * context.config.queryTimeoutMult() * (long) digits;
  }

  private SerfMessage.Query message(QueryRequest request, long time, long id, long timeout) {
    var filters = new ArrayList<Bytes>();
    if (!request.nodes().isEmpty()) {
      filters.add(SerfCodec.nodeFilter(request.nodes()));
    }
    request.tags().forEach((tag, value) -> filters.add(SerfCodec.tagFilter(tag, value)));
    return new SerfMessage.Query(
        time,
        id,
        context.endpoint,
        context.name,
        List.copyOf(filters),
        request.acks() ? QueryFlags.ACK : 0,
        request.relayFactor(),
        timeout,
        request.name(),
        request.payload());
  }

  /** Takes a query; news is passed on, and answered if it is meant for this member. */
  void receive(SerfMessage.Query query, Bytes encoded) {
    if (!isNews(query)) {
      return;
    }
    if ((query.flags() & QueryFlags.NO_BROADCAST) == 0) {
      context.queries.add(encoded.array());
    }
    if (isForMe(query)) {
      answer(query);
    }
  }

  private boolean isNews(SerfMessage.Query query) {
    long time = query.time();
    context.queryClock.witness(time);
    long now = context.queryClock.time();
    boolean old =
        Long.compareUnsigned(now, ring.length) > 0
            && Long.compareUnsigned(time, now - ring.length) < 0;
    if (old || Long.compareUnsigned(time, minTime) < 0) {
      return false;
    }
    int slot = (int) Long.remainderUnsigned(time, ring.length);
    var known = ring[slot];
    if (known == null || known.time() != time) {
      known = new IdsAt(time, new HashSet<>());
      ring[slot] = known;
    }
    return known.ids().add(query.id());
  }

  private boolean isForMe(SerfMessage.Query query) {
    try {
      return QueryFilter.passes(query.filters(), context.name, context.tags);
    } catch (DecodeException e) {
      context.note(Level.WARN, "query '" + query.name() + "' ignored: " + e.getMessage());
      return false;
    }
  }

  private void answer(SerfMessage.Query query) {
    if ((query.flags() & QueryFlags.ACK) != 0) {
      respond(query, QueryFlags.ACK, Bytes.EMPTY);
    }
    if (query.name().startsWith(INTERNAL_PREFIX)) {
      internal.handle(query.name().substring(INTERNAL_PREFIX.length()), query);
      return;
    }
    if (open.size() >= OPEN_MAX) {
      context.note(Level.WARN, "too many queries wait for answers: '" + query.name() + "' is lost");
      return;
    }
    open.put(query.id(), query);
    context.timers.after(query.timeoutNanos(), () -> open.remove(query.id(), query));
    context.tell(
        new QueryReceived(
            query.time(),
            query.id(),
            query.name(),
            query.payload(),
            query.askerName(),
            context.now() + query.timeoutNanos()));
  }

  /**
   * Answers a query that was told to the application.
   *
   * @return whether it is still open
   * @throws IllegalArgumentException if the answer is too large
   */
  boolean respond(long id, Bytes payload) {
    var query = open.get(id);
    if (query == null) {
      return false;
    }
    respond(query, payload);
    open.remove(id);
    return true;
  }

  /** Answers a query. */
  void respond(SerfMessage.Query query, Bytes payload) {
    int size = encodedSize(query, payload);
    if (size > context.config.queryResponseMaxBytes()) {
      throw new IllegalArgumentException(
          "response exceeds limit of " + context.config.queryResponseMaxBytes() + " bytes");
    }
    respond(query, 0, payload);
  }

  /** How large the answer to a query is. */
  int encodedSize(SerfMessage.Query query, Bytes payload) {
    return SerfCodec.encode(response(query, 0, payload)).length();
  }

  private SerfMessage.Response response(SerfMessage.Query query, long flags, Bytes payload) {
    return new SerfMessage.Response(query.time(), query.id(), context.name, flags, payload);
  }

  private void respond(SerfMessage.Query query, long flags, Bytes payload) {
    if (!query.asker().isValid()) {
      return;
    }
    var encoded = SerfCodec.encode(response(query, flags, payload));
    mail.send(query.asker(), encoded);
    if (query.relayFactor() > 0) {
      relay(query, encoded);
    }
  }

  private void relay(SerfMessage.Query query, Bytes encoded) {
    // Source: serf relays only in pools with more members than relays.
    if (context.entries.size() < query.relayFactor() + 1) {
      return;
    }
    var relay = SerfCodec.encode(new SerfMessage.Relay(query.asker(), query.askerName(), encoded));
    for (var member : drawRelays(query.relayFactor())) {
      mail.send(member.endpoint(), relay);
    }
  }

  private Set<Entry> drawRelays(int count) {
    var drawn = new HashSet<Entry>();
    int size = context.entries.size();
    for (int tries = 0; tries < 3 * size && drawn.size() < count; tries++) {
      var entry = context.entries.at(context.random.nextInt(size));
      if (!context.isMe(entry.name())
          && entry.status() == MemberStatus.ALIVE
          && entry.versions().max() >= RELAY_VERSION) {
        drawn.add(entry);
      }
    }
    return drawn;
  }

  /** Takes an answer. */
  void received(SerfMessage.Response response) {
    var waiting = asked.get(response.time());
    if (waiting != null) {
      waiting.take(response);
    }
  }

  /** Passes on an answer. */
  void forward(SerfMessage.Relay relay) {
    if (relay.to().isValid() && !relay.inner().isEmpty()) {
      mail.send(relay.to(), relay.inner());
    }
  }

  /** Queries before that time are not answered. */
  void ignoreBefore(long time) {
    minTime = time;
  }
}

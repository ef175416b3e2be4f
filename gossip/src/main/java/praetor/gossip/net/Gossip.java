package praetor.gossip.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.gossip.GossipListener;
import praetor.gossip.JoinResult;
import praetor.gossip.KeyringAnswer;
import praetor.gossip.KeyringOperation;
import praetor.gossip.Member;
import praetor.gossip.Output;
import praetor.gossip.PoolState;
import praetor.gossip.QueryListener;
import praetor.gossip.QueryRequest;
import praetor.gossip.QueryResult;
import praetor.gossip.serf.Identity;
import praetor.gossip.serf.Serf;
import praetor.gossip.swim.Outcome;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.StreamMessage;
import praetor.model.Bytes;
import praetor.model.Coordinate;

/**
 * One membership of one gossip pool, with its sockets and threads. Safe for any thread.
 *
 * <p>It is a member when {@link #start} returns, of a pool of one or of the pool that its snapshot
 * file remembers. {@link #leave} says good-bye, {@link #close} just ends: the others find it failed
 * then. What takes the network's time comes as a future; futures complete on gossip's threads, so
 * what depends on them must not block.
 */
public final class Gossip implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gossip.class);

  /** The loop answers in microseconds; only a loop that is stuck takes that long. */
  private static final long CALL_SECONDS = 10;

  private final GossipOptions options;
  private final Sockets sockets;
  private final Optional<SnapshotFile> snapshot;
  private final EventDesk desk;
  private final Streams streams;
  private final Serf serf;
  private final GossipLoop loop;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Map<Long, CompletableFuture<?>> unanswered = new ConcurrentHashMap<>();
  private final AtomicLong questions = new AtomicLong();
  private volatile Keyring keys;

  private Gossip(GossipOptions options, Sockets sockets, GossipListener listener)
      throws IOException {
    this.options = options;
    this.sockets = sockets;
    this.snapshot =
        options.snapshotFile().isPresent()
            ? Optional.of(
                SnapshotFile.open(
                    options.snapshotFile().get(),
                    options.rejoinAfterLeave(),
                    options.settings().meter()))
            : Optional.empty();
    this.desk = new EventDesk(listener, snapshot);
    var settings = options.settings();
    this.keys = settings.keyring();
    this.streams =
        new Streams(
            sockets.streams(),
            settings.wire(),
            settings.keyring(),
            settings.swim().streamTimeout(),
            settings.meter(),
            new StreamInbox());
    this.serf =
        new Serf(settings, identity(), System.nanoTime(), new SecureRandom(), this::carryOut);
    this.loop = new GossipLoop(options.name(), serf, sockets.packets(), this::publish);
  }

  private Identity identity() {
    var advertised = options.advertise().orElse(sockets.address());
    int port = advertised.getPort() == 0 ? sockets.address().getPort() : advertised.getPort();
    return new Identity(options.name(), Endpoint.of(advertised.getAddress(), port), options.tags());
  }

  /**
   * Opens the sockets and begins.
   *
   * @throws IOException if an address cannot be listened on, or a file cannot be read
   * @throws IllegalArgumentException if the tags take too many bytes
   */
  public static Gossip start(GossipOptions options, GossipListener listener) throws IOException {
    var sockets = Sockets.open(options.bind());
    try {
      var gossip = new Gossip(options, sockets, listener);
      gossip.start();
      return gossip;
    } catch (IOException | RuntimeException e) {
      sockets.close();
      throw e;
    }
  }

  private void start() {
    // What an earlier run knew must be read before this one begins to write.
    var clocks = snapshot.map(file -> file.log().clocks());
    var earlier = snapshot.map(file -> file.log().endpoints(options.name())).orElse(List.of());
    desk.start();
    streams.start();
    loop.start();
    tell(
        serf -> {
          clocks.ifPresent(serf::restore);
          serf.start();
          serf.rejoin(earlier);
        });
  }

  private void carryOut(Output output) {
    switch (output) {
      case Output.Packet(var to, var bytes) -> loop.send(to, bytes.array());
      case Output.Exchange exchange -> streams.exchange(exchange);
      case Output.Answer(long stream, var answer) -> streams.answer(stream, Optional.of(answer));
      case Output.Close(long stream) -> streams.answer(stream, Optional.empty());
      case Output.Tell(var event) -> desk.tell(event);
      case Output.UseKeyring(var keyring) -> use(keyring);
      case Output.Note(var level, var text) -> LOG.atLevel(level).log(text);
      case Output.GiveUp(var reason) -> {
        desk.gaveUp(reason);
        Thread.ofVirtual().name("gossip-give-up").start(this::close);
      }
    }
  }

  private void use(Keyring keyring) {
    keys = keyring;
    streams.keyring(keyring);
    options.keyringFile().ifPresent(file -> save(file, keyring));
  }

  private static void save(Path file, Keyring keyring) {
    try {
      KeyringFile.save(file, keyring);
    } catch (IOException e) {
      LOG.error("the keyring cannot be kept in {}", file, e);
    }
  }

  private void publish() {
    desk.clocks(serf.clocks());
  }

  /** The streams' way to the loop; a loop that is closed needs to hear nothing. */
  private final class StreamInbox implements Streams.Inbox {
    @Override
    public void request(long stream, StreamMessage request) {
      loop.execute(serf -> serf.stream(stream, request));
    }

    @Override
    public void ended(long id, Outcome outcome) {
      try {
        loop.execute(serf -> serf.streamEnded(id, outcome));
      } catch (IllegalStateException e) {
        LOG.debug("nobody waits for a stream any more", e);
      }
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return sockets.address();
  }

  /** Joins the pools of these members; at least one reached is enough. */
  public CompletableFuture<JoinResult> join(
      List<InetSocketAddress> seeds, boolean ignoreOldEvents) {
    var errors = new ArrayList<String>();
    var endpoints = new ArrayList<Endpoint>();
    for (var seed : seeds) {
      if (seed.isUnresolved()) {
        errors.add("Failed to resolve " + seed.getHostString() + ": no such host");
      } else {
        endpoints.add(Endpoint.of(seed.getAddress(), seed.getPort()));
      }
    }
    return future(
        (serf, result) ->
            serf.join(
                endpoints,
                ignoreOldEvents,
                (joined, failures) -> {
                  errors.addAll(failures);
                  result.complete(new JoinResult(joined, errors));
                }));
  }

  /** Says good-bye; complete when the others had the time to hear it. Close it then. */
  public CompletableFuture<Void> leave() {
    return future(
        (serf, result) -> {
          desk.left();
          serf.leave(() -> result.complete(null));
        });
  }

  /** Makes a failed member one that left; prune forgets it too. */
  public CompletableFuture<Void> forceLeave(String name, boolean prune) {
    return future((serf, result) -> serf.forceLeave(name, prune, () -> result.complete(null)));
  }

  /** All members, those included that failed or left a while ago. */
  public List<Member> members() {
    return read(Serf::members);
  }

  public Optional<Member> member(String name) {
    return read(serf -> serf.member(name));
  }

  /** How many members are known, those included that failed or left. */
  public int size() {
    return members().size();
  }

  /**
   * Changes what the others know of this member.
   *
   * @throws IllegalArgumentException if the tags take too many bytes
   */
  public void tags(Map<String, String> tags) {
    call(
        serf -> {
          serf.tags(tags);
          return true;
        });
  }

  /**
   * Fires a user event.
   *
   * @throws IllegalArgumentException if it is too large
   */
  public void fire(String name, Bytes payload, boolean coalesce) {
    call(
        serf -> {
          serf.fire(name, payload, coalesce);
          return true;
        });
  }

  /**
   * Asks the pool; complete when the question's time is over.
   *
   * @throws IllegalArgumentException as the future's cause, if the question is too large
   */
  public CompletableFuture<QueryResult> query(QueryRequest request) {
    return future((serf, result) -> serf.ask(request, new Gathering(result)));
  }

  /** Asks the pool, and hears of each answer on the gossip loop, which must not be held up. */
  public void query(QueryRequest request, QueryListener listener) {
    call(
        serf -> {
          serf.ask(request, listener);
          return true;
        });
  }

  private static final class Gathering implements QueryListener {
    private final CompletableFuture<QueryResult> result;
    private final Set<String> acks = new HashSet<>();
    private final Map<String, Bytes> answers = new HashMap<>();

    Gathering(CompletableFuture<QueryResult> result) {
      this.result = result;
    }

    @Override
    public void acked(String member) {
      acks.add(member);
    }

    @Override
    public void answered(String member, Bytes payload) {
      answers.put(member, payload);
    }

    @Override
    public void finished() {
      result.complete(new QueryResult(acks, answers));
    }
  }

  /**
   * Answers a query that the listener heard of.
   *
   * @return whether it is still open
   * @throws IllegalArgumentException if the answer is too large
   */
  public boolean respond(long queryId, Bytes payload) {
    return call(serf -> serf.respond(queryId, payload));
  }

  /** The key that this member encrypts with; empty without encryption. */
  public Optional<Bytes> primaryKey() {
    return keys.primary();
  }

  /**
   * Does something to the keys of all members.
   *
   * @param key empty to list
   * @param relayFactor by how many other members each answer is sent too
   */
  public CompletableFuture<KeyringAnswer> keyring(
      KeyringOperation operation, Bytes key, int relayFactor) {
    return future((serf, result) -> serf.keys(operation, key, relayFactor, result::complete));
  }

  public Coordinate coordinate() {
    return read(Serf::coordinate);
  }

  /** The coordinate of a member, if it answered this one. */
  public Optional<Coordinate> coordinate(String name) {
    return read(serf -> serf.coordinate(name));
  }

  /** What operators look at. */
  public Map<String, String> stats() {
    return read(Serf::stats);
  }

  public boolean isClosed() {
    return closed.get();
  }

  /** How the pool looks from here. */
  public PoolState state() {
    return read(Serf::state);
  }

  /** Bytes of the whole state that was exchanged last: what was sent, and what came. */
  public ExchangedBytes exchangedBytes() {
    return streams.exchangedBytes();
  }

  /** Sizes of states. */
  public record ExchangedBytes(long local, long remote) {}

  /** Ends without a word. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      loop.close();
      // Nobody is left to answer; the desk's listener may be among those who wait.
      var late = new IllegalStateException("gossip is closed");
      unanswered.values().forEach(future -> future.completeExceptionally(late));
      streams.close();
      sockets.close();
      desk.close();
    }
  }

  /** A command that completes a future, at once or later. */
  private interface Command<T> {
    void run(Serf serf, CompletableFuture<T> result);
  }

  private <T> CompletableFuture<T> future(Command<T> command) {
    var result = new CompletableFuture<T>();
    long question = questions.incrementAndGet();
    unanswered.put(question, result);
    result.whenComplete((_, _) -> unanswered.remove(question));
    tell(
        serf -> {
          try {
            command.run(serf, result);
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private void tell(Consumer<Serf> command) {
    loop.execute(command);
  }

  /** Asks the pool; a closed one answers from what it knew last. */
  private <T> T read(Function<Serf, T> question) {
    try {
      return call(question);
    } catch (IllegalStateException e) {
      if (!loop.isClosed()) {
        throw e;
      }
      return loop.ended(question);
    }
  }

  private <T> T call(Function<Serf, T> question) {
    if (loop.isLoop()) {
      // Whoever depends on a future may ask on: waiting would be for itself.
      return question.apply(serf);
    }
    CompletableFuture<T> result = future((serf, answer) -> answer.complete(question.apply(serf)));
    try {
      return result.orTimeout(CALL_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException("gossip gave no answer", e.getCause());
    }
  }
}

package praetor.client.lock;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.KvPair;
import praetor.client.Query;
import praetor.client.Request;
import praetor.client.StatusException;
import praetor.model.Bytes;

/**
 * A lock that several hold at a time: each has a key of its session, and one more key lists who of
 * them holds it.
 *
 * <p>Source: requests of {@code consul lock -n} 1.21.4.
 */
public final class Semaphore implements DistributedLock {
  /** Marks the keys of a semaphore. Unsigned. */
  private static final long FLAGS = 0xe0f69a2baa414de0L;

  private static final String CONFLICT = "Existing key does not match semaphore use";

  private final ConsulClient client;
  private final LockSettings settings;
  private final String prefix;
  private final long limit;
  private final String key;
  private @Nullable RenewedSession session;
  private @Nullable Monitor monitor;

  /**
   * @param limit how many may hold it
   */
  public Semaphore(ConsulClient client, String prefix, long limit, LockSettings settings) {
    this.client = client;
    this.settings = settings;
    this.prefix = prefix;
    this.limit = limit;
    this.key = LockKeys.below(prefix);
  }

  /** What a read found. */
  private record State(List<KvPair> pairs, Optional<String> index) {}

  @Override
  public Optional<CompletableFuture<Void>> acquire() throws IOException, InterruptedException {
    var opened = open();
    session = opened;
    contend(opened);
    var deadline = Deadline.after(settings.maxWait());
    var index = Optional.<String>empty();
    while (true) {
      var state = read(deadline, index);
      var lock = lock(state.pairs());
      var holders = holders(state.pairs(), lock);
      if (holders.isFull()) {
        index = state.index();
      } else if (write(holders.with(opened.id()), lock)) {
        return Optional.of(watch(opened));
      } else {
        index = Optional.empty();
      }
      if (deadline.isOver()) {
        return Optional.empty();
      }
    }
  }

  private RenewedSession open() throws IOException {
    try {
      return RenewedSession.open(
          client,
          settings.query(),
          settings.sessionName(),
          Optional.empty(),
          Optional.of("delete"));
    } catch (IOException failure) {
      throw new LockException("failed to create session", failure);
    }
  }

  private void contend(RenewedSession contender) throws IOException {
    var query = flagged().and("acquire", contender.id());
    if (!client.kv().put(contenderKey(contender), Bytes.EMPTY, query)) {
      throw new LockException("failed to make contender entry");
    }
  }

  private String contenderKey(RenewedSession contender) {
    return LockKeys.join(prefix, contender.id());
  }

  private Query flagged() {
    return settings.query().and("flags", Long.toUnsignedString(FLAGS));
  }

  private State read(Deadline deadline, Optional<String> index) throws IOException {
    var request = list().with("wait", deadline.readWait());
    var answer = client.call(index.map(i -> request.with("index", i)).orElse(request));
    if (answer.status() != 200) {
      throw new LockException("failed to read prefix", StatusException.of(answer));
    }
    return new State(KvPair.list(answer.json()), answer.header("X-Consul-Index"));
  }

  private Request list() {
    return Request.get("/v1/kv/" + prefix).with(settings.query()).with("recurse", "");
  }

  private Optional<KvPair> lock(List<KvPair> pairs) throws LockException {
    var lock = pairs.stream().filter(pair -> pair.key().equals(key)).findFirst();
    if (lock.isPresent() && lock.get().flags() != FLAGS) {
      throw new LockException(CONFLICT);
    }
    return lock;
  }

  /** Those who hold it and are still there. */
  private Holders holders(List<KvPair> pairs, Optional<KvPair> lock) throws LockException {
    if (lock.isEmpty()) {
      return new Holders(limit, Set.of());
    }
    var known = Holders.read(lock.get().value());
    if (known.limit() != limit) {
      throw new LockException(
          "semaphore limit conflict (lock: " + known.limit() + ", local: " + limit + ")");
    }
    return known.among(sessions(pairs));
  }

  private static Set<String> sessions(List<KvPair> pairs) {
    return pairs.stream()
        .map(KvPair::session)
        .filter(session -> !session.isEmpty())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private boolean write(Holders holders, Optional<KvPair> lock) throws IOException {
    var cas = Long.toUnsignedString(lock.map(KvPair::modifyIndex).orElse(0L));
    return client.kv().put(key, holders.toBytes(), flagged().and("cas", cas));
  }

  private CompletableFuture<Void> watch(RenewedSession holder) {
    var watching =
        new Monitor(
            client, list(), settings.monitorRetries(), pairs -> isHeldBy(pairs, holder.id()));
    monitor = watching;
    return watching.start();
  }

  private boolean isHeldBy(JsonView json, String id) {
    try {
      var pairs = KvPair.list(json);
      var lock = lock(pairs);
      return lock.isPresent() && holders(pairs, lock).ids().contains(id);
    } catch (LockException spoiled) {
      return false;
    }
  }

  @Override
  public void release() throws IOException {
    stopMonitor();
    if (session == null) {
      return;
    }
    boolean gone = false;
    while (!gone) {
      var lock = client.kv().get(key, settings.query());
      gone = lock.isEmpty() || write(Holders.read(lock.get().value()).without(session.id()), lock);
    }
    client.kv().delete(contenderKey(session), settings.query());
  }

  private void stopMonitor() {
    if (monitor != null) {
      monitor.close();
    }
  }

  @Override
  public boolean cleanUp() throws IOException {
    var pairs = client.kv().list(prefix, settings.query());
    var lock = lock(pairs);
    if (lock.isEmpty()) {
      return true;
    }
    if (!Holders.read(lock.get().value()).among(sessions(pairs)).ids().isEmpty()) {
      return false;
    }
    var cas = Long.toUnsignedString(lock.get().modifyIndex());
    return client.kv().delete(key, settings.query().and("cas", cas));
  }

  @Override
  public void close() {
    stopMonitor();
    if (session != null) {
      session.close();
    }
  }
}

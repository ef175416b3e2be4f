package praetor.client.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import praetor.client.ConsulClient;
import praetor.client.JsonView;
import praetor.client.Request;
import praetor.client.StatusException;
import praetor.model.Bytes;

/**
 * A lock that one at a time holds: a key that a session has acquired.
 *
 * <p>Source: requests of {@code consul lock} 1.21.4.
 */
public final class KeyLock implements DistributedLock {
  /** Marks a key as a lock. Unsigned. */
  private static final long FLAGS = 0x2ddccbc058a50c18L;

  /** How long a lock without holder stays closed is not known: it is tried again now and then. */
  private static final Duration CLOSED_RETRY = Duration.ofSeconds(5);

  private static final String CONFLICT = "Existing key does not match lock use";

  private final ConsulClient client;
  private final LockSettings settings;
  private final String key;
  private @Nullable RenewedSession session;
  private @Nullable Monitor monitor;

  /**
   * @param prefix below which the lock is
   */
  public KeyLock(ConsulClient client, String prefix, LockSettings settings) {
    this(client, settings, LockKeys.below(prefix));
  }

  private KeyLock(ConsulClient client, LockSettings settings, String key) {
    this.client = client;
    this.settings = settings;
    this.key = key;
  }

  /** A lock whose key is given as a whole. */
  public static KeyLock at(String key, ConsulClient client, LockSettings settings) {
    return new KeyLock(client, settings, key);
  }

  /** The key of the lock. */
  public String key() {
    return key;
  }

  @Override
  public Optional<CompletableFuture<Void>> acquire() throws IOException, InterruptedException {
    var opened = open();
    session = opened;
    var deadline = Deadline.after(settings.maxWait());
    var index = Optional.<String>empty();
    while (true) {
      var state = read(deadline, index);
      if (state.isFree()) {
        if (put("acquire", opened)) {
          return Optional.of(watch(opened));
        }
        // Freed by force: it stays closed for a while.
        Thread.sleep(deadline.left(CLOSED_RETRY));
        index = Optional.empty();
      } else {
        index = state.index();
      }
      if (deadline.isOver()) {
        return Optional.empty();
      }
    }
  }

  private RenewedSession open() throws IOException {
    try {
      return RenewedSession.open(
          client, settings.query(), settings.sessionName(), Optional.empty(), Optional.empty());
    } catch (IOException failure) {
      throw new LockException("failed to create session", failure);
    }
  }

  /** What a read found; the pair is absent when there is no key. */
  private record State(JsonView pair, Optional<String> index) {
    boolean isFree() {
      return pair.text("Session").isEmpty();
    }
  }

  private State read(Deadline deadline, Optional<String> index) throws IOException {
    var request = request("GET").with("wait", deadline.readWait());
    var answer = client.call(index.map(i -> request.with("index", i)).orElse(request));
    if (answer.status() != 200 && answer.status() != 404) {
      throw new LockException("failed to read lock", StatusException.of(answer));
    }
    var pair = answer.status() == 404 ? new JsonView(Optional.empty()) : first(answer.json());
    if (pair.value().isPresent() && pair.number("Flags") != FLAGS) {
      throw new LockException(CONFLICT);
    }
    return new State(pair, answer.header("X-Consul-Index"));
  }

  private static JsonView first(JsonView pairs) {
    return pairs.elements().isEmpty()
        ? new JsonView(Optional.empty())
        : pairs.elements().getFirst();
  }

  private Request request(String method) {
    return Request.of(method, "/v1/kv/" + key).with(settings.query());
  }

  private boolean put(String operation, RenewedSession of) throws IOException {
    var query = settings.query().and(operation, of.id()).and("flags", Long.toUnsignedString(FLAGS));
    return client.kv().put(key, Bytes.EMPTY, query);
  }

  private CompletableFuture<Void> watch(RenewedSession holder) {
    var watching =
        new Monitor(
            client,
            request("GET"),
            settings.monitorRetries(),
            pairs -> first(pairs).text("Session").equals(holder.id()));
    monitor = watching;
    return watching.start();
  }

  @Override
  public void release() throws IOException {
    stopMonitor();
    if (session != null) {
      put("release", session);
    }
  }

  private void stopMonitor() {
    if (monitor != null) {
      monitor.close();
    }
  }

  @Override
  public boolean cleanUp() throws IOException {
    var found = client.kv().get(key, settings.query());
    if (found.isEmpty()) {
      return true;
    }
    if (found.get().flags() != FLAGS) {
      throw new LockException(CONFLICT);
    }
    if (!found.get().session().isEmpty()) {
      return false;
    }
    var cas = Long.toUnsignedString(found.get().modifyIndex());
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

package praetor.http.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import praetor.agent.RequestException;
import praetor.agent.acl.Authorizer;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;

/**
 * Answers of {@code ?cached} reads, kept fresh by blocking reads in the background. While servers
 * do not answer those, an entry grows old and is shown as it is. It lives until nobody asked for a
 * while, until its caller may not ask any more, or until too many others are in use. Safe for any
 * thread.
 *
 * <p>Source: "background refresh" in the documentation of Consul's agent caching; a Consul 1.21.4
 * client agent whose servers were away.
 */
final class CachedReads {
  private static final int ENTRIES_MAX = 1_024;

  /** How long a background read waits for a change. */
  private static final Duration REFRESH_WAIT = Duration.ofMinutes(10);

  /** An entry that nobody asked for so long ends with its next background read. */
  private static final Duration IDLE_MAX = Duration.ofMinutes(20);

  private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
  private static final Duration RETRY_MAX = Duration.ofSeconds(16);

  /**
   * An answer with where it came from.
   *
   * @param hit whether it was there already
   * @param age for how long nobody could tell whether it is still true
   */
  record Cached<T>(Answer<T> answer, boolean hit, Duration age) {}

  /** Runs something after a while. */
  @FunctionalInterface
  interface Later {
    void run(Duration pause, Runnable action);
  }

  private record Key(
      Query<?> query, String datacenter, Consistency consistency, Authorizer authorizer) {}

  private final Servers servers;
  private final LongSupplier nanoTime;
  private final Later later;
  // In the order of use. Guarded by itself.
  private final Map<Key, Entry<?>> entries = new LinkedHashMap<>(16, 0.75f, true);

  CachedReads(Servers servers, LongSupplier nanoTime, Later later) {
    this.servers = servers;
    this.nanoTime = nanoTime;
    this.later = later;
  }

  /** The cache of an agent. */
  static CachedReads of(Servers servers) {
    return new CachedReads(
        servers,
        System::nanoTime,
        (pause, action) ->
            CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS)
                .execute(action));
  }

  /** Answers from the cache, or asks the servers and remembers. */
  <T> CompletableFuture<Cached<T>> read(Query<T> query, ReadOptions options) {
    var key =
        new Key(query, options.datacenter(), options.consistency(), options.caller().authorizer());
    var known = this.<T>find(key);
    if (known != null && isNews(known.answer(), options)) {
      return CompletableFuture.completedFuture(known);
    }
    var reading = servers.read(query, options);
    var cached =
        reading.thenApply(
            answer -> {
              remember(key, query, options, answer);
              return new Cached<>(answer, false, Duration.ZERO);
            });
    // Whoever gives up the answer gives up the reading.
    cached.whenComplete(
        (_, _) -> {
          if (cached.isCancelled()) {
            reading.cancel(false);
          }
        });
    return cached;
  }

  /** How many answers are kept fresh. */
  int size() {
    synchronized (entries) {
      return entries.size();
    }
  }

  private static boolean isRefusal(Throwable failure) {
    var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    return cause instanceof RequestException refused
        && refused.status() < 500
        && refused.status() != 429;
  }

  private static boolean isNews(Answer<?> answer, ReadOptions options) {
    return !options.blocks() || Long.compareUnsigned(answer.index(), options.minIndex()) > 0;
  }

  private <T> @Nullable Cached<T> find(Key key) {
    synchronized (entries) {
      @SuppressWarnings("unchecked") // a key's query fixes the type of its entry
      var entry = (Entry<T>) entries.get(key);
      if (entry == null) {
        return null;
      }
      entry.usedNanos = nanoTime.getAsLong();
      return new Cached<>(entry.answer, true, entry.age());
    }
  }

  private <T> void remember(Key key, Query<T> query, ReadOptions options, Answer<T> answer) {
    Entry<T> entry;
    Entry<?> crowdedOut = null;
    synchronized (entries) {
      if (entries.containsKey(key)) {
        return;
      }
      entry = new Entry<>(key, query, options, answer);
      entries.put(key, entry);
      if (entries.size() > ENTRIES_MAX) {
        var eldest = entries.entrySet().iterator();
        crowdedOut = eldest.next().getValue();
        eldest.remove();
      }
    }
    if (crowdedOut != null) {
      crowdedOut.stop();
    }
    entry.refresh();
  }

  /** An answer and the read that waits for the next one. Its fields are guarded by the map. */
  private final class Entry<T> {
    private final Key key;
    private final Query<T> query;
    private final ReadOptions options;
    private Answer<T> answer;
    private long usedNanos = nanoTime.getAsLong();
    private @Nullable CompletableFuture<Answer<T>> reading;
    // Set while the servers do not answer.
    private OptionalLong lostNanos = OptionalLong.empty();
    private Duration pause = RETRY_FIRST;

    Entry(Key key, Query<T> query, ReadOptions options, Answer<T> answer) {
      this.key = key;
      this.query = query;
      this.options = options;
      this.answer = answer;
    }

    /** Waits for the next answer. */
    void refresh() {
      var next = servers.read(query, waiting());
      boolean forgotten;
      synchronized (entries) {
        reading = next;
        forgotten = entries.get(key) != this;
      }
      if (forgotten) {
        next.cancel(false);
        return;
      }
      next.whenComplete(
          (fresh, failure) -> {
            if (failure == null) {
              refreshed(fresh);
            } else {
              failed(failure);
            }
          });
    }

    /** Asked with the map locked. */
    Duration age() {
      return lostNanos.isEmpty()
          ? Duration.ZERO
          : Duration.ofNanos(nanoTime.getAsLong() - lostNanos.getAsLong());
    }

    private ReadOptions waiting() {
      synchronized (entries) {
        return new ReadOptions(
            options.caller(),
            options.consistency(),
            options.datacenter(),
            answer.index(),
            REFRESH_WAIT,
            options.maxStale());
      }
    }

    private void refreshed(Answer<T> fresh) {
      synchronized (entries) {
        if (endsIdle()) {
          return;
        }
        answer = fresh;
        lostNanos = OptionalLong.empty();
        pause = RETRY_FIRST;
      }
      refresh();
    }

    /** Tries again later, unless the servers said that this caller is not to know. */
    private void failed(Throwable failure) {
      Duration now;
      synchronized (entries) {
        if (isRefusal(failure)) {
          entries.remove(key, this);
        }
        if (entries.get(key) != this || endsIdle()) {
          return;
        }
        if (lostNanos.isEmpty()) {
          lostNanos = OptionalLong.of(nanoTime.getAsLong());
        }
        now = pause;
        pause = pause.multipliedBy(2).compareTo(RETRY_MAX) > 0 ? RETRY_MAX : pause.multipliedBy(2);
      }
      later.run(now, this::refresh);
    }

    private boolean endsIdle() {
      boolean idle = nanoTime.getAsLong() - usedNanos > IDLE_MAX.toNanos();
      if (idle) {
        entries.remove(key, this);
      }
      return idle;
    }

    void stop() {
      CompletableFuture<?> waiting;
      synchronized (entries) {
        waiting = reading;
      }
      if (waiting != null) {
        waiting.cancel(false);
      }
    }
  }
}

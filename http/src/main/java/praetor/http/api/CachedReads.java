package praetor.http.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import praetor.agent.acl.Authorizer;
import praetor.agent.read.Answer;
import praetor.agent.read.Consistency;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;

/**
 * Answers of {@code ?cached} reads, kept fresh by blocking reads in the background. An entry lives
 * as long as its background read: until that fails, until nobody asked for a while, or until too
 * many others are in use. Safe for any thread.
 *
 * <p>Source: "background refresh" in the documentation of Consul's agent caching.
 */
final class CachedReads {
  private static final int ENTRIES_MAX = 1_024;

  /** How long a background read waits for a change. */
  private static final Duration REFRESH_WAIT = Duration.ofMinutes(10);

  /** An entry that nobody asked for so long ends with its next background read. */
  private static final Duration IDLE_MAX = Duration.ofMinutes(20);

  /**
   * An answer with where it came from.
   *
   * @param hit whether it was there already
   */
  record Cached<T>(Answer<T> answer, boolean hit) {}

  private record Key(
      Query<?> query, String datacenter, Consistency consistency, Authorizer authorizer) {}

  private final Servers servers;
  private final LongSupplier nanoTime;
  // In the order of use. Guarded by itself.
  private final Map<Key, Entry<?>> entries = new LinkedHashMap<>(16, 0.75f, true);

  CachedReads(Servers servers, LongSupplier nanoTime) {
    this.servers = servers;
    this.nanoTime = nanoTime;
  }

  /** Answers from the cache, or asks the servers and remembers. */
  <T> CompletableFuture<Cached<T>> read(Query<T> query, ReadOptions options) {
    var key =
        new Key(query, options.datacenter(), options.consistency(), options.caller().authorizer());
    var known = this.<T>find(key);
    if (known != null && isNews(known, options)) {
      return CompletableFuture.completedFuture(new Cached<>(known, true));
    }
    var reading = servers.read(query, options);
    var cached =
        reading.thenApply(
            answer -> {
              remember(key, query, options, answer);
              return new Cached<>(answer, false);
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

  private static boolean isNews(Answer<?> answer, ReadOptions options) {
    return !options.blocks() || Long.compareUnsigned(answer.index(), options.minIndex()) > 0;
  }

  private <T> @Nullable Answer<T> find(Key key) {
    synchronized (entries) {
      @SuppressWarnings("unchecked") // a key's query fixes the type of its entry
      var entry = (Entry<T>) entries.get(key);
      if (entry == null) {
        return null;
      }
      entry.usedNanos = nanoTime.getAsLong();
      return entry.answer;
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
      next.whenComplete((fresh, failure) -> refreshed(failure == null ? fresh : null));
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

    private void refreshed(@Nullable Answer<T> fresh) {
      synchronized (entries) {
        boolean idle = nanoTime.getAsLong() - usedNanos > IDLE_MAX.toNanos();
        if (fresh == null || idle) {
          entries.remove(key, this);
          return;
        }
        answer = fresh;
      }
      refresh();
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

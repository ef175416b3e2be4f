package praetor.agent.query;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.PreparedQueries;
import praetor.model.Clock;

/**
 * Results of prepared queries that are given again until somebody wants newer ones: HTTP with
 * {@code ?cached}, DNS with {@code use_cache}. Nothing refreshes them in the background. Bounded;
 * safe for any thread.
 *
 * <p>Where somebody asks from is no part of what is remembered: the first to ask decides the order.
 *
 * <p>Source: "simple caching" in the documentation of the API's features; observed on Consul
 * 1.21.4.
 */
public final class QueryCache {
  private static final int ENTRIES_MAX = 1_024;

  /** A result that nobody asked for so long is forgotten. */
  private static final Duration IDLE_MAX = Duration.ofDays(3);

  /**
   * What somebody takes.
   *
   * @param maxAge how old a result may be; none for any age
   * @param staleIfError how old it may be when a new one cannot be had
   */
  public record Freshness(Optional<Duration> maxAge, Duration staleIfError) {
    /** Whatever is there. */
    public static final Freshness ANY = new Freshness(Optional.empty(), Duration.ZERO);

    boolean takes(Duration age) {
      return maxAge.filter(max -> age.compareTo(max) >= 0).isEmpty();
    }
  }

  /**
   * A result.
   *
   * @param hit whether it was there already
   */
  public record Cached(Answer<QueryResult> answer, boolean hit, Duration age) {}

  private record Key(
      String datacenter, String token, String idOrName, int limit, boolean connect) {}

  private record Kept(Answer<QueryResult> answer, long fetchedNanos, long usedNanos) {}

  private final String datacenter;
  private final Clock clock;
  private final Map<Key, Kept> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
          return size() > ENTRIES_MAX || isIdle(eldest.getValue());
        }
      };

  /**
   * An empty cache.
   *
   * @param datacenter the own one
   */
  public QueryCache(String datacenter, Clock clock) {
    this.datacenter = datacenter;
    this.clock = clock;
  }

  /**
   * Gives a result that is fresh enough, or executes the query.
   *
   * @param queries of the datacenter that the options name
   */
  public CompletableFuture<Cached> execute(
      PreparedQueries queries, QueryExecution execution, ReadOptions options, Freshness freshness) {
    var key =
        new Key(
            options.datacenter().isEmpty() ? datacenter : options.datacenter(),
            options.caller().token(),
            execution.idOrName(),
            execution.limit(),
            execution.connect());
    var known = used(key);
    if (known != null && freshness.takes(age(known))) {
      return CompletableFuture.completedFuture(cached(known, true));
    }
    return queries
        .execute(execution, options)
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(cached(remember(key, answer), false));
              }
              return known != null && age(known).compareTo(freshness.staleIfError()) < 0
                  ? CompletableFuture.completedFuture(cached(known, false))
                  : CompletableFuture.<Cached>failedFuture(failure);
            })
        .thenCompose(done -> done);
  }

  private Cached cached(Kept entry, boolean hit) {
    return new Cached(entry.answer(), hit, age(entry));
  }

  private @Nullable Kept used(Key key) {
    synchronized (entries) {
      return entries.computeIfPresent(
          key,
          (_, entry) ->
              isIdle(entry)
                  ? null
                  : new Kept(entry.answer(), entry.fetchedNanos(), clock.nanoTime()));
    }
  }

  private Kept remember(Key key, Answer<QueryResult> answer) {
    long now = clock.nanoTime();
    var entry = new Kept(answer, now, now);
    synchronized (entries) {
      entries.put(key, entry);
    }
    return entry;
  }

  private Duration age(Kept entry) {
    return Duration.ofNanos(clock.nanoTime() - entry.fetchedNanos());
  }

  private boolean isIdle(Kept entry) {
    return clock.nanoTime() - entry.usedNanos() > IDLE_MAX.toNanos();
  }
}

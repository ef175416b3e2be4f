package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.DURATION_NANOS;
import static praetor.model.codec.Codecs.STRING;

import java.time.Duration;
import praetor.agent.acl.Caller;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.model.codec.Shape;

/**
 * What every read carries: how fresh its answer must be and how long it may wait.
 *
 * @param maxQueryTime how long to wait for a change; zero for the server's default
 * @param minQueryIndex wait for an answer with a greater index; 0 never waits. Unsigned
 * @param filter an expression that rows must match; empty for all
 */
public record QueryOptions(
    String token,
    long minQueryIndex,
    Duration maxQueryTime,
    boolean allowStale,
    boolean requireConsistent,
    boolean useCache,
    Duration maxStaleDuration,
    Duration maxAge,
    boolean mustRevalidate,
    Duration staleIfError,
    String filter,
    boolean allowNotModifiedResponse) {
  public static final Shape<QueryOptions> SHAPE =
      Shape.<QueryOptions>of("structs.QueryOptions")
          .field("Token", STRING, QueryOptions::token)
          .uint64("MinQueryIndex", QueryOptions::minQueryIndex)
          .field("MaxQueryTime", DURATION_NANOS, QueryOptions::maxQueryTime)
          .field("AllowStale", BOOL, QueryOptions::allowStale)
          .field("RequireConsistent", BOOL, QueryOptions::requireConsistent)
          .field("UseCache", BOOL, QueryOptions::useCache)
          .field("MaxStaleDuration", DURATION_NANOS, QueryOptions::maxStaleDuration)
          .field("MaxAge", DURATION_NANOS, QueryOptions::maxAge)
          .field("MustRevalidate", BOOL, QueryOptions::mustRevalidate)
          .field("StaleIfError", DURATION_NANOS, QueryOptions::staleIfError)
          .field("Filter", STRING, QueryOptions::filter)
          .field("AllowNotModifiedResponse", BOOL, QueryOptions::allowNotModifiedResponse)
          .build(
              v ->
                  new QueryOptions(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next(), v.next(), v.next()));

  /** The options of a read as a server is told them. */
  public static QueryOptions of(ReadOptions options, String filter) {
    return new QueryOptions(
        options.caller().token(),
        options.minIndex(),
        options.maxWait(),
        options.consistency() == Consistency.STALE,
        options.consistency() == Consistency.CONSISTENT,
        false,
        options.maxStale(),
        Duration.ZERO,
        false,
        Duration.ZERO,
        filter,
        false);
  }

  /** The options as the server's own reads take them. */
  public ReadOptions readOptions(Caller caller, String datacenter) {
    return new ReadOptions(
        caller, consistency(), datacenter, minQueryIndex, maxQueryTime, maxStaleDuration);
  }

  private Consistency consistency() {
    if (requireConsistent) {
      return Consistency.CONSISTENT;
    }
    return allowStale ? Consistency.STALE : Consistency.LEADER;
  }
}

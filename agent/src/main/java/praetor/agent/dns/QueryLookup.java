package praetor.agent.dns;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.TokenResolver;
import praetor.agent.query.QueryCache;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.PreparedQueries;
import praetor.agent.servers.Replies;
import praetor.dns.Instances;
import praetor.dns.Outcome;
import praetor.dns.QuerySource;
import praetor.dns.Scope;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/** Executes prepared queries for DNS. Safe for any thread. */
public final class QueryLookup {
  private static final Logger LOG = LoggerFactory.getLogger("agent.dns");

  private final PreparedQueries queries;
  private final QueryCache cache;
  private final String ownNode;
  private final TokenResolver tokens;

  /**
   * Executes queries.
   *
   * @param ownNode what {@code near=_agent} stands for
   */
  public QueryLookup(
      PreparedQueries queries, QueryCache cache, String ownNode, TokenResolver tokens) {
    this.queries = queries;
    this.cache = cache;
    this.ownNode = ownNode;
    this.tokens = tokens;
  }

  Outcome<Instances> find(String name, QuerySource source, Scope scope) {
    try {
      var result = execute(name, source, scope);
      return result.instances().isEmpty() ? Outcome.absent() : Outcome.found(instances(result));
    } catch (RequestException e) {
      if (e.status() == 404) {
        return Outcome.absent();
      }
      if (e.isOfUnknownDatacenter()) {
        return new Outcome.NoDatacenter<>();
      }
      LOG.warn("prepared query failed: name={} error={}", name, e.getMessage());
      return new Outcome.Failed<>();
    }
  }

  private QueryResult execute(String name, QuerySource source, Scope scope) {
    var execution = QueryExecution.of(name, new QueryExecution.Source(ownNode, source.client()));
    var options = ReadOptions.stale(tokens.resolve(scope.token())).in(scope.datacenter());
    var reading = scope.reading();
    if (!reading.useCache()) {
      return Replies.await(queries.execute(execution, options)).value();
    }
    var maxAge = Optional.of(reading.cacheMaxAge()).filter(Duration::isPositive);
    var freshness = new QueryCache.Freshness(maxAge, Duration.ZERO);
    return Replies.await(cache.execute(queries, execution, options, freshness)).answer().value();
  }

  private static Instances instances(QueryResult result) {
    return new Instances(
        result.service(),
        result.datacenter(),
        result.instances().stream().map(DnsInstance::of).toList(),
        ttl(result.dns().ttl()));
  }

  private static Optional<Duration> ttl(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(GoDuration.parse(text));
    } catch (DecodeException e) {
      LOG.warn("prepared query without a TTL that can be read: {}", e.getMessage());
      return Optional.empty();
    }
  }
}

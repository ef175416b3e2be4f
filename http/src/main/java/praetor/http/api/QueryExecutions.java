package praetor.http.api;

import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.nullableList;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.query.PreparedQueryExplain;
import praetor.agent.query.QueryCache;
import praetor.agent.query.QueryExecution;
import praetor.agent.query.QueryResult;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.Request;
import praetor.http.Response;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.NodeService;
import praetor.model.PreparedQuery;
import praetor.model.QueryDnsOptions;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonWriter;

/** Executes and explains prepared queries. Source: vector query-execute of Consul 1.21.4. */
final class QueryExecutions {
  private static final ReadAnswers.Profile PROFILE = ReadAnswers.Profile.CATALOG;

  /** Absent lists are null here, not empty as in the answers of the health endpoints. */
  private static final Codec<List<CheckServiceNode>> INSTANCES =
      list(
          CheckServiceNode.SHAPE
              .with("Service", NodeService.SHAPE.with("Tags", nullableList(STRING)))
              .with(
                  "Checks",
                  nullableList(HealthCheck.SHAPE.with("ServiceTags", nullableList(STRING)))));

  private final Servers servers;
  private final QueryCache cache;
  private final boolean useCache;
  private final String ownNode;

  /**
   * @param useCache {@code http_config.use_cache}; without it {@code ?cached} says nothing
   * @param ownNode what {@code near=_agent} stands for
   */
  QueryExecutions(Servers servers, QueryCache cache, boolean useCache, String ownNode) {
    this.servers = servers;
    this.cache = cache;
    this.useCache = useCache;
    this.ownNode = ownNode;
  }

  void explain(Exchange exchange, String idOrName, ReadOptions options) {
    var request = exchange.request();
    limit(request);
    ReadAnswers.answer(
        exchange,
        servers.read(new PreparedQueryExplain(idOrName), options.atOnce()),
        PROFILE,
        answer -> {
          var out = JsonForm.writer(request).beginObject();
          PreparedQuery.SHAPE.writeJson(answer.value(), out.name("Query"));
          writeMeta(answer, options, false, out);
          return Response.json(out.endObject().toBytes())
              .headers(ReadAnswers.headers(answer, options, PROFILE));
        });
  }

  void execute(Exchange exchange, String idOrName, ReadOptions options) {
    var request = exchange.request();
    var execution = execution(request, idOrName);
    if (useCache && request.has("cached")) {
      cached(exchange, execution, options);
      return;
    }
    ReadAnswers.answer(
        exchange,
        servers.queries().execute(execution, options),
        PROFILE,
        answer -> response(answer, options, request));
  }

  private QueryExecution execution(Request request, String idOrName) {
    var connect = request.query().get("connect");
    return new QueryExecution(
        idOrName,
        limit(request),
        !connect.isEmpty() && GoText.parseBool(connect, 500, "Error parsing 'connect' value: "),
        request.query().get("near"),
        new QueryExecution.Source(ownNode, client(request)));
  }

  private static int limit(Request request) {
    var limit = request.query().get("limit");
    return limit.isEmpty() ? 0 : GoText.parseInt(limit, 500, "Bad limit: ");
  }

  /** The first address that a proxy names, else the one of the connection. */
  private static Optional<InetAddress> client(Request request) {
    return request
        .headers()
        .first("X-Forwarded-For")
        .flatMap(header -> address(header.split(",", 2)[0].strip()))
        .or(request::remoteIp);
  }

  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void cached(Exchange exchange, QueryExecution execution, ReadOptions options) {
    var request = exchange.request();
    ReadAnswers.answer(
        exchange,
        asServerError(cache.execute(servers.queries(), execution, options, freshness(request))),
        PROFILE,
        cached -> {
          var response = response(as(options, cached.answer()), options, request);
          var age = Long.toString(Math.round(cached.age().toMillis() / 1_000.0));
          return cached.hit()
              ? response.headers("X-Cache", "HIT", "Age", age)
              : response.header("X-Cache", "MISS");
        });
  }

  /** Source: Consul 1.21.4 answers 500 when its cache cannot find a query. */
  private static <T> CompletableFuture<T> asServerError(CompletableFuture<T> reading) {
    return reading.exceptionally(
        failure -> {
          var cause = failure.getCause() == null ? failure : failure.getCause();
          throw RequestException.failed(String.valueOf(cause.getMessage()));
        });
  }

  /** The answer as if it had been asked for with these options. */
  private static Answer<QueryResult> as(ReadOptions options, Answer<QueryResult> answer) {
    return new Answer<>(
        answer.value(),
        answer.index(),
        answer.knownLeader(),
        answer.lastContact(),
        options.consistency());
  }

  /** What Cache-Control asks for; its numbers were checked before. */
  private static QueryCache.Freshness freshness(Request request) {
    var maxAge = Optional.<Duration>empty();
    var staleIfError = Duration.ZERO;
    for (var header : request.headers().all("Cache-Control")) {
      for (var part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        var directive = part.strip();
        if (directive.equals("must-revalidate")) {
          maxAge = Optional.of(Duration.ZERO);
        } else if (directive.startsWith("max-age=")) {
          maxAge = Optional.of(seconds(directive));
        } else if (directive.startsWith("stale-if-error=")) {
          staleIfError = seconds(directive);
        }
      }
    }
    return new QueryCache.Freshness(maxAge, staleIfError);
  }

  private static Duration seconds(String directive) {
    return Duration.ofSeconds(Long.parseLong(directive.substring(directive.indexOf('=') + 1)));
  }

  private static Response response(
      Answer<QueryResult> answer, ReadOptions options, Request request) {
    var out = JsonForm.writer(request);
    write(answer, options, out);
    return Response.json(out.toBytes()).headers(ReadAnswers.headers(answer, options, PROFILE));
  }

  private static void write(Answer<QueryResult> answer, ReadOptions options, JsonWriter out) {
    var result = answer.value();
    out.beginObject();
    out.name("Service").value(result.service());
    INSTANCES.writeJson(result.instances(), out.name("Nodes"));
    QueryDnsOptions.SHAPE.writeJson(result.dns(), out.name("DNS"));
    out.name("Datacenter").value(result.datacenter());
    out.name("PeerName").value(result.peer());
    out.name("Failovers").value(result.failovers());
    writeMeta(answer, options, result.filtered(), out);
    out.endObject();
  }

  /** The fields that answers of Consul's servers have in common. */
  private static void writeMeta(
      Answer<?> answer, ReadOptions options, boolean filtered, JsonWriter out) {
    out.name("Index").unsigned(answer.index());
    out.name("LastContact").unsigned(answer.lastContact().toNanos());
    out.name("KnownLeader").value(answer.knownLeader());
    out.name("ConsistencyLevel").value(options.consistency().word());
    out.name("NotModified").value(false);
    out.name("Backend").value(0);
    out.name("ResultsFilteredByACLs").value(filtered);
  }
}

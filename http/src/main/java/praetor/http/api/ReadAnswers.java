package praetor.http.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import praetor.agent.RequestException;
import praetor.agent.read.Answer;
import praetor.agent.read.Query;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Response;
import praetor.state.Versioned;

/** Runs reads and answers exchanges with what they bring, now or when something changes. */
final class ReadAnswers {
  /** What the headers of an answer say beyond its index. */
  enum Profile {
    /** KV. */
    PLAIN(false, false, false, false, false),
    /** Sessions: errors carry an index too. */
    INDEXED(false, true, false, false, false),
    /** Coordinates: as {@link #INDEXED}, but missing ones have no index. */
    COORDINATE(false, true, false, false, false),
    /** Catalog and checks. */
    CATALOG(true, true, false, false, false),
    /** Those of the catalog that know {@code ?cached}. */
    CATALOG_CACHED(true, true, true, false, false),
    /** Instances of services: lists that stay the same object while nothing changes. */
    CATALOG_INSTANCES(true, true, true, false, true),
    /** Services with their checks, when they have to be sorted or merged. */
    HEALTH(true, false, true, false, false),
    /** Services with their checks: blocking and cached reads are said to be streamed. */
    HEALTH_STREAMED(true, false, true, true, true);

    private final boolean consistency;
    private final boolean errorIndex;
    private final boolean cached;
    private final boolean streamed;
    private final boolean kept;

    Profile(
        boolean consistency, boolean errorIndex, boolean cached, boolean streamed, boolean kept) {
      this.consistency = consistency;
      this.errorIndex = errorIndex;
      this.cached = cached;
      this.streamed = streamed;
      this.kept = kept;
    }
  }

  /** Of an error that came before anything was read. Source: Consul 1.21.4. */
  static final Headers NOTHING_READ =
      Headers.of(
          "X-Consul-Index", "1",
          "X-Consul-Knownleader", "false",
          "X-Consul-Lastcontact", "0",
          "X-Consul-Query-Backend", "blocking-query");

  private final Servers servers;
  private final CachedReads cache;
  private final boolean useCache;
  private final JsonMemo memo = new JsonMemo();

  /**
   * @param useCache {@code http_config.use_cache}; without it {@code ?cached} says nothing
   */
  ReadAnswers(Servers servers, boolean useCache) {
    this.servers = servers;
    this.useCache = useCache;
    cache = CachedReads.of(servers);
  }

  /** Answers with the JSON form of what the query finds. */
  <T> void json(
      Exchange exchange,
      Query<T> query,
      ReadOptions options,
      Encoding<T> encoding,
      Profile profile) {
    json(exchange, query, options, encoding, profile, _ -> 200);
  }

  /**
   * Answers with the JSON form of what the query finds.
   *
   * @param status the status for an answer; a 404 has no body
   */
  <T> void json(
      Exchange exchange,
      Query<T> query,
      ReadOptions options,
      Encoding<T> encoding,
      Profile profile,
      Function<T, Integer> status) {
    boolean pretty = exchange.request().has("pretty");
    var encoded = new EncodedQuery<>(query, encoding, pretty);
    if (useCache && profile.cached && exchange.request().has("cached")) {
      cached(exchange, encoded, options, profile);
      return;
    }
    run(
        exchange,
        encoded,
        options,
        profile,
        answer -> {
          int code = status.apply(answer.value().value());
          if (code == 404) {
            // Source: Consul answers missing coordinates without any index.
            return profile == Profile.COORDINATE
                ? Response.empty(404)
                : Response.empty(404).headers(headers(answer, options, profile));
          }
          return body(answer.value(), options.blocks(), profile)
              .headers(headers(answer, options, profile));
        });
  }

  private <T> Response body(EncodedQuery.Encoded<T> value, boolean shared, Profile profile) {
    if (profile.kept || value.value() instanceof Versioned) {
      return shared ? Response.json(value.sharedJson(memo)) : value.response(memo);
    }
    return shared ? Response.json(value.sharedJson()) : Response.json(value.json());
  }

  private <T> void cached(
      Exchange exchange, EncodedQuery<T> query, ReadOptions options, Profile profile) {
    answer(
        exchange,
        cache.read(query, options),
        profile,
        found -> {
          var response =
              body(found.answer().value(), true, profile)
                  .headers(headers(found.answer(), options, profile, true));
          return aged(response, found);
        });
  }

  /** An answer that says how the agent's cache was used for it. */
  static Response aged(Response response, CachedReads.Cached<?> found) {
    return found.hit()
        ? response.headers("X-Cache", "HIT", "Age", Long.toString(found.age().toSeconds()))
        : response.header("X-Cache", "MISS");
  }

  /** Answers from the agent's cache, whether the request asks for that or not. */
  <T> void fromCache(
      Exchange exchange, EncodedQuery<T> query, ReadOptions options, Profile profile) {
    cached(exchange, query, options, profile);
  }

  /** What the agent's cache has of a query, asked for now if need be. */
  <T> CompletableFuture<Answer<T>> cached(Query<T> query, ReadOptions options) {
    return fromCache(query, options).thenApply(CachedReads.Cached::answer);
  }

  /** The same with where it came from. */
  <T> CompletableFuture<CachedReads.Cached<T>> fromCache(Query<T> query, ReadOptions options) {
    return cache.read(query, options);
  }

  /** Answers with whatever {@code form} makes of the answer. */
  <T> void run(
      Exchange exchange, Query<T> query, ReadOptions options, Function<Answer<T>, Response> form) {
    run(exchange, query, options, Profile.PLAIN, form);
  }

  private <T> void run(
      Exchange exchange,
      Query<T> query,
      ReadOptions options,
      Profile profile,
      Function<Answer<T>, Response> form) {
    answer(exchange, servers.read(query, options), profile, form);
  }

  /** Answers with what {@code form} makes of a reply of the servers, when it comes. */
  static <T> void answer(
      Exchange exchange,
      CompletableFuture<T> reading,
      Profile profile,
      Function<T, Response> form) {
    if (!reading.isDone()) {
      exchange.onGone(() -> reading.cancel(false));
    }
    reading.whenComplete(
        (answer, failure) -> {
          if (failure == null) {
            exchange.respond(formed(form, answer));
          } else if (!reading.isCancelled()) {
            var error = failed(failure);
            exchange.respond(profile.errorIndex ? error.headers(NOTHING_READ) : error);
          }
        });
  }

  private static <T> Response formed(Function<T, Response> form, T answer) {
    try {
      return form.apply(answer);
    } catch (HttpException e) {
      return e.response();
    } catch (RequestException e) {
      return failed(e);
    }
  }

  /** The answer that a failure of the servers deserves. */
  static Response failed(Throwable failure) {
    var cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof RequestException refusal) {
      return Response.text(refusal.status(), String.valueOf(refusal.getMessage()));
    }
    return Response.text(500, String.valueOf(cause));
  }

  /** The headers by which clients know how fresh an answer is. */
  static Headers headers(Answer<?> answer, ReadOptions options, Profile profile) {
    return headers(answer, options, profile, false);
  }

  private static Headers headers(
      Answer<?> answer, ReadOptions options, Profile profile, boolean cached) {
    var index = Long.toUnsignedString(answer.index());
    var known = answer.knownLeader() ? "true" : "false";
    var contact = Long.toString(answer.lastContact().toMillis());
    var backend = profile.streamed && (cached || options.blocks()) ? "streaming" : "blocking-query";
    return !profile.consistency
        ? Headers.of(
            "X-Consul-Index", index,
            "X-Consul-Knownleader", known,
            "X-Consul-Lastcontact", contact,
            "X-Consul-Query-Backend", backend)
        : Headers.of(
            "X-Consul-Effective-Consistency", answer.consistency().word(),
            "X-Consul-Index", index,
            "X-Consul-Knownleader", known,
            "X-Consul-Lastcontact", contact,
            "X-Consul-Query-Backend", backend);
  }
}

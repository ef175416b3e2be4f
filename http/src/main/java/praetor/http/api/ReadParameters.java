package praetor.http.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import praetor.agent.acl.Caller;
import praetor.agent.acl.TokenResolver;
import praetor.agent.read.Consistency;
import praetor.agent.read.ReadOptions;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/**
 * The query parameters that all reads have: {@code index}, {@code wait}, {@code stale}, {@code
 * consistent}, {@code dc}, {@code token}.
 *
 * <p>Source: errors observed on Consul 1.21.4, vectors catalog-query-options and kv-blocking.
 */
final class ReadParameters {
  private static final String BEARER = "bearer ";

  private final TokenResolver tokens;

  ReadParameters(TokenResolver tokens) {
    this.tokens = tokens;
  }

  /**
   * Who asks: the token of the query, of X-Consul-Token or of an Authorization header, in this
   * order.
   */
  Caller caller(Request request) {
    return tokens.resolve(token(request));
  }

  static String token(Request request) {
    var query = request.query().get("token");
    if (!query.isEmpty()) {
      return query;
    }
    var header = request.headers().first("X-Consul-Token").orElse("");
    if (!header.isEmpty()) {
      return header;
    }
    var authorization = request.headers().first("Authorization").orElse("");
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : "";
  }

  /**
   * Reads the options of a read.
   *
   * @throws HttpException 400 with Consul's text
   */
  ReadOptions options(Request request) {
    cacheControl(request);
    var query = request.query();
    if (query.isEmpty()) {
      return ReadOptions.now(caller(request));
    }
    var consistency = consistency(request);
    return new ReadOptions(
        caller(request),
        consistency,
        query.get("dc"),
        index(query.get("index")),
        maxWait(query.get("wait")),
        maxStale(query.get("max_stale")));
  }

  /**
   * Reads the options of a wait for the agent itself, which knows no consistency.
   *
   * @throws HttpException 400 with Consul's text
   */
  ReadOptions blocking(Request request) {
    var query = request.query();
    return new ReadOptions(
        caller(request),
        Consistency.LEADER,
        "",
        index(query.get("index")),
        maxWait(query.get("wait")),
        Duration.ZERO);
  }

  /**
   * Refuses the parameters of the Enterprise edition, whatever their value; an empty one is none.
   *
   * @throws HttpException 400 with Consul's text
   */
  static void refuseEnterprise(Request request) {
    if (request.query().isEmpty()) {
      return;
    }
    if (!request.query().get("ns").isEmpty()) {
      throw enterprise("ns", "Namespaces");
    }
    refusePartition(request);
  }

  /**
   * Refuses the parameter {@code partition}: for what belongs to no namespace.
   *
   * @throws HttpException 400 with Consul's text
   */
  static void refusePartition(Request request) {
    if (!request.query().get("partition").isEmpty()) {
      throw enterprise("partition", "Partitions");
    }
  }

  /**
   * Checks the numbers in the Cache-Control headers; what they say changes nothing, for cached
   * answers are kept fresh. Source: Consul 1.21.4.
   *
   * @throws HttpException 400 with Consul's text
   */
  static void cacheControl(Request request) {
    var headers = request.headers();
    if (!headers.has("Cache-Control")) {
      return;
    }
    for (var header : headers.all("Cache-Control")) {
      for (var part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
        checkDirective(part.strip());
      }
    }
  }

  private static void checkDirective(String directive) {
    for (var name : List.of("max-age=", "stale-if-error=")) {
      if (directive.startsWith(name) && !isNumber(directive.substring(name.length()))) {
        throw new HttpException(400, "Invalid Cache-Control header.");
      }
    }
  }

  private static boolean isNumber(String text) {
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException _) {
      return false;
    }
  }

  private static HttpException enterprise(String parameter, String feature) {
    return new HttpException(
        400,
        "Invalid query parameter: \""
            + parameter
            + "\" - "
            + feature
            + " are a Consul Enterprise feature");
  }

  private static Consistency consistency(Request request) {
    boolean stale = request.has("stale");
    boolean consistent = request.has("consistent");
    if (consistent && (stale || request.has("cached"))) {
      throw new HttpException(
          400,
          "Cannot specify ?"
              + (stale ? "stale" : "cached")
              + " with ?consistent, conflicting semantics.");
    }
    return stale ? Consistency.STALE : consistent ? Consistency.CONSISTENT : Consistency.LEADER;
  }

  private static long index(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      if (text.startsWith("+")) {
        throw new NumberFormatException(text);
      }
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw new HttpException(400, "Invalid index");
    }
  }

  private static Duration maxWait(String text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      return GoDuration.parse(text);
    } catch (DecodeException _) {
      throw new HttpException(400, "Invalid wait time");
    }
  }

  private static Duration maxStale(String text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      return GoDuration.parse(text);
    } catch (DecodeException _) {
      throw new HttpException(400, "Invalid max_stale value \"" + text + "\"");
    }
  }
}

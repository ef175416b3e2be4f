package praetor.http.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.metrics.Metrics;
import praetor.agent.metrics.Sample;
import praetor.http.BodyRule;
import praetor.http.CommonHeaders;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.HttpHandler;
import praetor.http.Request;
import praetor.http.RequestTarget;
import praetor.http.Response;

/**
 * Leads each request to its route, and answers those that have none as Consul does.
 *
 * <p>What a handler throws becomes the answer: an {@link HttpException} its status and message,
 * anything else 500 with the message as text.
 *
 * <p>Safe for any thread; immutable but for a cache.
 *
 * <p>Source: http-facts, "Routing, methods, headers"; order of the refusals observed on Consul
 * 1.21.4: bad query, blocked endpoint, method, address of the client.
 */
public final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private static final String NO_SUCH_ENDPOINT =
      "Invalid URL path: not a recognized HTTP API endpoint\n";
  private static final String NOT_THE_API =
      "Invalid URL path: if attempting to use the HTTP API, ensure the path starts with '/v1/'\n";
  private static final String UI_DISABLED =
      "Consul Agent: UI disabled. To enable, set ui_config.enabled=true in the agent configuration"
          + " and restart.";

  private static final CommonHeaders VARY =
      new CommonHeaders(Headers.of("Vary", "Accept-Encoding"));

  /** What a pattern stands for. */
  private sealed interface Target {
    record Api(Route route, String allow, RouteTimes times) implements Target {}

    record Page(QuickHandler handler) implements Target {}

    /** The profiling paths, which need enable_debug: always absent here. */
    record Profiling() implements Target {}

    record Root() implements Target {}
  }

  /** What is to be done about a request. */
  private sealed interface Decision {
    record Answer(Response response) implements Decision {}

    record Run(Endpoint endpoint, RouteTimes times) implements Decision {}

    record Show(QuickHandler page) implements Decision {}
  }

  /** The common headers of API answers for one ACL policy. */
  private record ApiHeaders(String policy, CommonHeaders headers) {}

  private final RouterOptions options;
  private final RouteTable<Target> table;
  private final CommonHeaders pageHeaders;
  private volatile ApiHeaders apiHeaders;

  public Router(RouterOptions options, List<Route> routes) {
    this(options, routes, Metrics.unheard());
  }

  /**
   * A router that measures.
   *
   * @param metrics gets how long each request takes
   */
  public Router(RouterOptions options, List<Route> routes, Metrics metrics) {
    this.options = options;
    this.table = table(options, routes, metrics);
    this.pageHeaders = new CommonHeaders(options.responseHeaders());
    this.apiHeaders = encodeApiHeaders(options, options.defaultAclPolicy().get());
  }

  @Override
  public BodyRule bodyRule(Request head) {
    return switch (decide(head)) {
      case Decision.Run(Endpoint endpoint, var _) -> dressed(endpoint.body());
      case Decision.Answer _, Decision.Show _ -> new BodyRule.Ignored();
    };
  }

  @Override
  public void handle(Exchange exchange) {
    switch (decide(exchange.request())) {
      case Decision.Answer(Response response) -> exchange.respond(response);
      case Decision.Run(Endpoint endpoint, RouteTimes times) ->
          run(
              endpoint,
              new MeasuredExchange(
                  exchange,
                  answer -> answer.compressible(apiHeaders()),
                  times.of(exchange.request().method()),
                  System.nanoTime()));
      case Decision.Show(QuickHandler page) ->
          runQuick(page, new FinishingExchange(exchange, answer -> answer.common(pageHeaders)));
    }
  }

  /** The same rule, its refusal with the headers of the API. */
  private BodyRule dressed(BodyRule rule) {
    return switch (rule) {
      case BodyRule.Whole(long maxBytes, BodyRule.Refusal refusal) ->
          new BodyRule.Whole(
              maxBytes,
              (head, bytes, max) -> refusal.tooLarge(head, bytes, max).compressible(apiHeaders()));
      case BodyRule.Streamed _, BodyRule.Ignored _ -> rule;
    };
  }

  private Decision decide(Request request) {
    var target = request.target();
    if (target.path().equals("*")) {
      return new Decision.Answer(asterisk(request.method()));
    }
    if (target.path().indexOf('\0') >= 0 || options.printablePathsOnly() && !target.isPrintable()) {
      return new Decision.Answer(Response.empty(400));
    }
    var redirect = request.method().equals("CONNECT") ? null : redirect(request);
    if (redirect != null) {
      return new Decision.Answer(redirect);
    }
    var found = table.find(RequestTarget.unescapeSegments(target.escapedPath()));
    return found.isEmpty()
        ? new Decision.Answer(notFound(target.path()))
        : decide(request, found.get());
  }

  private Decision decide(Request request, Target target) {
    return switch (target) {
      case Target.Api(Route route, String allow, RouteTimes times) ->
          decideApi(request, route, allow, times);
      case Target.Page(QuickHandler handler) -> new Decision.Show(handler);
      case Target.Profiling _ -> new Decision.Answer(Response.empty(404).compressible(VARY));
      case Target.Root _ -> new Decision.Answer(root(request));
    };
  }

  private Decision decideApi(Request request, Route route, String allow, RouteTimes times) {
    if (request.query().isMalformed()) {
      return refuse(500, "");
    }
    if (isBlocked(request)) {
      return refuse(403, "Endpoint is blocked by agent configuration");
    }
    var endpoint = route.endpoint(request.method());
    if (endpoint.isEmpty()) {
      return new Decision.Answer(
          otherMethod(request.method()).header("Allow", allow).compressible(apiHeaders()));
    }
    if (isWrite(request.method()) && !mayWrite(request)) {
      return refuse(403, "Access is restricted");
    }
    return new Decision.Run(endpoint.get(), times);
  }

  private static Response otherMethod(String method) {
    return method.equals("OPTIONS")
        ? Response.json(new byte[0])
        : Response.text(405, "method " + method + " not allowed");
  }

  private Decision refuse(int status, String message) {
    return new Decision.Answer(Response.text(status, message).compressible(apiHeaders()));
  }

  /** The redirect to the clean path, or to the prefix route that lacks only its slash. */
  private @Nullable Response redirect(Request request) {
    var target = request.target();
    var clean = PathCleaner.clean(target.escapedPath());
    if (isPrefixWithoutSlash(clean)) {
      var location = PathCleaner.clean(target.path()) + "/";
      return redirect(request, location);
    }
    return clean.equals(target.escapedPath()) ? null : redirect(request, clean);
  }

  private static Response redirect(Request request, String path) {
    var location = RequestTarget.encode(path, request.target().rawQuery());
    return Redirect.to(307, "Temporary Redirect", request.method(), location);
  }

  private boolean isPrefixWithoutSlash(String path) {
    var unescaped = RequestTarget.unescapeSegments(path);
    return !path.endsWith("/") && !table.isExact(unescaped) && table.isExact(unescaped + "/");
  }

  /** Source: Consul 1.21.4; Go's server answers these before any handler. */
  private static Response asterisk(String method) {
    return method.equals("OPTIONS")
        ? Response.empty(200)
        : Response.empty(400).header("Connection", "close");
  }

  private Response root(Request request) {
    return options
        .ui()
        .map(ui -> Redirect.to(301, "Moved Permanently", request.method(), ui.contentPath()))
        .orElseGet(() -> Response.text(200, UI_DISABLED))
        .common(pageHeaders);
  }

  private Response notFound(String path) {
    return Response.text(404, path.contains("/v1/") ? NO_SUCH_ENDPOINT : NOT_THE_API)
        .common(pageHeaders);
  }

  private boolean isBlocked(Request request) {
    var path = request.target().path();
    for (var blocked : options.blockedEndpoints()) {
      if (path.startsWith(blocked)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWrite(String method) {
    return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
  }

  /** A unix socket has its own permissions; the configured networks say nothing about it. */
  private boolean mayWrite(Request request) {
    if (options.allowWriteFrom().isEmpty() || request.remoteIp().isEmpty()) {
      return true;
    }
    var ip = request.remoteIp().get();
    return options.allowWriteFrom().stream().anyMatch(range -> range.contains(ip));
  }

  private static void run(Endpoint endpoint, Exchange exchange) {
    switch (endpoint.action()) {
      case Endpoint.Action.Quick(QuickHandler handler) -> runQuick(handler, exchange);
      case Endpoint.Action.Blocking(BlockingHandler handler) ->
          Thread.ofVirtual().name("http").start(() -> runBlocking(handler, exchange));
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a handler throws is an answer
  private static void runQuick(QuickHandler handler, Exchange exchange) {
    try {
      handler.handle(exchange);
    } catch (Exception e) {
      exchange.respond(answerTo(e, exchange.request()));
    }
  }

  private static void runBlocking(BlockingHandler handler, Exchange exchange) {
    try {
      exchange.respond(handler.handle(exchange.request()));
    } catch (Exception e) {
      exchange.respond(answerTo(e, exchange.request()));
    }
  }

  private static Response answerTo(Exception e, Request request) {
    if (e instanceof HttpException refusal) {
      RequestLog.refused(request, String.valueOf(refusal.getMessage()));
      return refusal.response();
    }
    if (e instanceof RequestException refusal) {
      RequestLog.refused(request, String.valueOf(refusal.getMessage()));
      return Response.text(refusal.status(), String.valueOf(refusal.getMessage()));
    }
    LOG.warn("request failed: {}", request, e);
    return Response.text(
        500, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  private CommonHeaders apiHeaders() {
    var policy = options.defaultAclPolicy().get();
    var current = apiHeaders;
    if (!current.policy().equals(policy)) {
      current = encodeApiHeaders(options, policy);
      apiHeaders = current;
    }
    return current.headers();
  }

  private static ApiHeaders encodeApiHeaders(RouterOptions options, String policy) {
    var headers =
        options
            .responseHeaders()
            .plus(Headers.of("Vary", "Accept-Encoding", "X-Consul-Default-Acl-Policy", policy));
    return new ApiHeaders(policy, new CommonHeaders(headers));
  }

  private static RouteTable<Target> table(
      RouterOptions options, List<Route> routes, Metrics metrics) {
    var patterns = new LinkedHashMap<String, Target>();
    patterns.put("/", new Target.Root());
    patterns.put("/debug/pprof/", new Target.Profiling());
    options.ui().ifPresent(ui -> patterns.put(ui.contentPath(), new Target.Page(ui.handler())));
    for (var route : routes) {
      var times = RouteTimes.of(route.pattern(), metrics);
      if (patterns.put(route.pattern(), new Target.Api(route, route.allow(), times)) != null) {
        throw new IllegalArgumentException("two routes for " + route.pattern());
      }
    }
    return new RouteTable<>(patterns);
  }

  /** An answer of the API: dressed, and measured up to here. */
  private record MeasuredExchange(
      Exchange exchange, UnaryOperator<Response> finish, Sample times, long startNanos)
      implements Exchange {
    @Override
    public Request request() {
      return exchange.request();
    }

    @Override
    public void respond(Response response) {
      RequestLog.finished(exchange.request(), times.since(startNanos));
      exchange.respond(finish.apply(response));
    }

    @Override
    public void onGone(Runnable action) {
      exchange.onGone(action);
    }
  }

  /** Gives every answer what answers of its kind have in common. */
  private record FinishingExchange(Exchange exchange, UnaryOperator<Response> finish)
      implements Exchange {
    @Override
    public Request request() {
      return exchange.request();
    }

    @Override
    public void respond(Response response) {
      exchange.respond(finish.apply(response));
    }

    @Override
    public void onGone(Runnable action) {
      exchange.onGone(action);
    }
  }
}

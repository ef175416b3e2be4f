package praetor.http.api;

import java.util.List;
import praetor.agent.query.PreparedQueryGet;
import praetor.agent.query.PreparedQueryList;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.PreparedQuery;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonWriter;
import praetor.state.command.PreparedQueryRequest;

/** /v1/query: prepared queries. */
final class QueryHandlers {
  private static final String PREFIX = "/v1/query/";
  private static final String EXECUTE = "/execute";
  private static final String EXPLAIN = "/explain";

  private static final Encoding<List<PreparedQuery>> QUERIES =
      Encoding.of(Codecs.list(PreparedQuery.SHAPE));
  private static final Encoding<PreparedQuery> ONE = QueryHandlers::writeOne;

  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final QueryExecutions executions;

  QueryHandlers(
      Servers servers, ReadParameters parameters, ReadAnswers reads, QueryExecutions executions) {
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
    this.executions = executions;
  }

  List<Route> routes() {
    return List.of(
        Route.at(
            "/v1/query",
            Endpoint.quick("GET", this::list),
            Endpoint.blocking("POST", this::create)),
        Route.at(
            PREFIX,
            Endpoint.quick("GET", this::read),
            Endpoint.blocking("PUT", this::update),
            Endpoint.blocking("DELETE", this::delete),
            Endpoint.quick("OPTIONS", QueryHandlers::options),
            Endpoint.quick(Endpoint.ANY_METHOD, QueryHandlers::refuse)));
  }

  private void list(Exchange exchange) {
    var options = options(exchange.request());
    reads.json(exchange, new PreparedQueryList(), options, QUERIES, ReadAnswers.Profile.CATALOG);
  }

  private Response create(Request request) {
    var query = body(request);
    var id = apply(request, PreparedQueryRequest.CREATE, query);
    var out = JsonForm.writer(request);
    out.beginObject().name("ID").value(id).endObject();
    return Response.json(out.toBytes());
  }

  private static PreparedQuery body(Request request) {
    try {
      return PreparedQuery.SHAPE.parse(request.body(), JsonPath.strict());
    } catch (DecodeException e) {
      throw new HttpException(400, "Request decode failed: " + e.getMessage());
    }
  }

  private String apply(Request request, String op, PreparedQuery query) {
    return Replies.await(
        servers
            .in(request.query().get("dc"))
            .queries()
            .apply(new PreparedQueryRequest(op, query), parameters.caller(request)));
  }

  private Response update(Request request) {
    requireGet(request);
    var query = request.body().length == 0 ? PreparedQuery.SHAPE.zero() : body(request);
    apply(request, PreparedQueryRequest.UPDATE, query.withId(request.pathAfter(PREFIX)));
    return Response.json(new byte[0]);
  }

  private Response delete(Request request) {
    requireGet(request);
    var query = PreparedQuery.SHAPE.zero().withId(request.pathAfter(PREFIX));
    apply(request, PreparedQueryRequest.DELETE, query);
    return Response.json(new byte[0]);
  }

  private void read(Exchange exchange) {
    var request = exchange.request();
    if (request.path().endsWith(EXECUTE)) {
      executions.execute(exchange, name(request, EXECUTE), options(request));
    } else if (request.path().endsWith(EXPLAIN)) {
      executions.explain(exchange, name(request, EXPLAIN), options(request));
    } else {
      var query = new PreparedQueryGet(request.pathAfter(PREFIX));
      reads.json(exchange, query, options(request), ONE, ReadAnswers.Profile.CATALOG);
    }
  }

  /** The id or name; a query may have the name of the word behind it. */
  private static String name(Request request, String word) {
    var rest = request.pathAfter(PREFIX);
    return rest.endsWith(word) ? rest.substring(0, rest.length() - word.length()) : rest;
  }

  private ReadOptions options(Request request) {
    ReadParameters.cacheControl(request);
    return parameters.options(request);
  }

  private static boolean isExecution(Request request) {
    return request.path().endsWith(EXECUTE) || request.path().endsWith(EXPLAIN);
  }

  private static void requireGet(Request request) {
    if (isExecution(request)) {
      throw otherMethod(request);
    }
  }

  private static HttpException otherMethod(Request request) {
    return new HttpException(
        405,
        "method " + request.method() + " not allowed",
        Headers.of("Allow", isExecution(request) ? "GET" : "GET,PUT,DELETE"));
  }

  private static void refuse(Exchange exchange) {
    throw otherMethod(exchange.request());
  }

  /** Source: Consul 1.21.4 answers with an object here, with nothing elsewhere. */
  private static void options(Exchange exchange) {
    var allow = isExecution(exchange.request()) ? "OPTIONS,GET" : "OPTIONS,GET,PUT,DELETE";
    var out = JsonForm.writer(exchange.request()).beginObject().endObject();
    exchange.respond(Response.json(out.toBytes()).header("Allow", allow));
  }

  private static void writeOne(PreparedQuery query, JsonWriter out) {
    out.beginArray();
    PreparedQuery.SHAPE.writeJson(query, out);
    out.endArray();
  }
}

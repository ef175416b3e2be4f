package praetor.http.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import praetor.agent.read.SessionGet;
import praetor.agent.read.SessionList;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.Session;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;

/** /v1/session/: sessions. */
final class SessionHandlers {
  private static final Duration LOCK_DELAY_DEFAULT = Duration.ofSeconds(15);

  private static final Encoding<List<Session>> SESSIONS = Encoding.of(Codecs.list(Session.SHAPE));
  private static final Encoding<Optional<Session>> ONE = SessionHandlers::writeOne;

  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final String ownNode;
  private final Optional<String> onlyDatacenter;

  /**
   * @param ownNode the node of a session that names none
   * @param onlyDatacenter where sessions may be created; anywhere when it is empty
   */
  SessionHandlers(
      Servers servers,
      ReadParameters parameters,
      ReadAnswers reads,
      String ownNode,
      Optional<String> onlyDatacenter) {
    this.servers = servers;
    this.onlyDatacenter = onlyDatacenter;
    this.parameters = parameters;
    this.reads = reads;
    this.ownNode = ownNode;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/session/create", Endpoint.blocking("PUT", this::create)),
        Route.at("/v1/session/destroy/", Endpoint.blocking("PUT", this::destroy)),
        Route.at("/v1/session/renew/", Endpoint.blocking("PUT", this::renew)),
        Route.at("/v1/session/info/", Endpoint.quick("GET", this::info)),
        Route.at("/v1/session/node/", Endpoint.quick("GET", this::ofNode)),
        Route.at("/v1/session/list", Endpoint.quick("GET", this::list)));
  }

  private Response create(Request request) {
    ReadParameters.refuseEnterprise(request);
    var session = session(request);
    requireOwnDatacenter(request);
    var id = Replies.await(servers(request).sessions().create(session, parameters.caller(request)));
    var out = JsonForm.writer(request);
    out.beginObject().name("ID").value(id).endObject();
    return Response.json(out.toBytes());
  }

  /** Source: client agents of Consul 1.21.4. */
  private void requireOwnDatacenter(Request request) {
    var asked = request.query().get("dc");
    if (onlyDatacenter.filter(own -> !asked.isEmpty() && !asked.equals(own)).isPresent()) {
      throw new HttpException(500, "cross datacenter lock must be created at server agent");
    }
  }

  private Session session(Request request) {
    try {
      var body = SessionBody.read(request.body());
      return new Session(
          "",
          body.name(),
          body.node().orElse(ownNode),
          body.lockDelay().orElse(LOCK_DELAY_DEFAULT),
          body.behavior(),
          body.ttl(),
          body.nodeChecks(),
          body.serviceChecks(),
          body.olderChecks(),
          0,
          0);
    } catch (DecodeException e) {
      throw new HttpException(400, "Request decode failed: " + e.getMessage());
    }
  }

  private Response destroy(Request request) {
    ReadParameters.refuseEnterprise(request);
    var id = id(request, "/v1/session/destroy/");
    Replies.await(servers(request).sessions().destroy(id, parameters.caller(request)));
    return JsonForm.yes(request);
  }

  private Response renew(Request request) {
    ReadParameters.refuseEnterprise(request);
    ReadParameters.cacheControl(request);
    var id = id(request, "/v1/session/renew/");
    var renewed = Replies.await(servers(request).sessions().renew(id, parameters.caller(request)));
    if (renewed.isEmpty()) {
      throw new HttpException(404, "Session id '" + id + "' not found");
    }
    var out = JsonForm.writer(request);
    writeOne(renewed, out);
    return Response.json(out.toBytes());
  }

  private void info(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    var id = id(request, "/v1/session/info/");
    reads.json(exchange, new SessionGet(id), options, ONE, ReadAnswers.Profile.INDEXED);
  }

  private void ofNode(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    var node = request.pathAfter("/v1/session/node/");
    if (node.isEmpty()) {
      throw new HttpException(400, "Missing node name");
    }
    var query = new SessionList(Optional.of(node));
    reads.json(exchange, query, options, SESSIONS, ReadAnswers.Profile.INDEXED);
  }

  private void list(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request);
    var query = new SessionList(Optional.empty());
    reads.json(exchange, query, options, SESSIONS, ReadAnswers.Profile.INDEXED);
  }

  private Servers servers(Request request) {
    return servers.in(request.query().get("dc"));
  }

  private static String id(Request request, String prefix) {
    var id = request.pathAfter(prefix);
    if (id.isEmpty()) {
      throw new HttpException(400, "Missing session");
    }
    return id;
  }

  private static void writeOne(Optional<Session> session, JsonWriter out) {
    out.beginArray();
    session.ifPresent(found -> Session.SHAPE.writeJson(found, out));
    out.endArray();
  }
}

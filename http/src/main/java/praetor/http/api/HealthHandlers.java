package praetor.http.api;

import java.util.List;
import java.util.Map;
import praetor.agent.read.HealthChecks;
import praetor.agent.read.HealthInstances;
import praetor.agent.read.Near;
import praetor.agent.read.Nothing;
import praetor.agent.read.ReadOptions;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.codec.Codecs;

/** /v1/health/: checks, and services with their checks. */
final class HealthHandlers {
  private static final Encoding<List<HealthCheck>> CHECKS =
      Encoding.of(Codecs.list(HealthCheck.SHAPE));
  private static final Encoding<List<CheckServiceNode>> INSTANCES =
      Encoding.of(Codecs.list(CheckServiceNode.SHAPE));

  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final RowParameters rows;

  HealthHandlers(ReadParameters parameters, ReadAnswers reads, RowParameters rows) {
    this.parameters = parameters;
    this.reads = reads;
    this.rows = rows;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/health/node/", Endpoint.quick("GET", this::node)),
        Route.at("/v1/health/checks/", Endpoint.quick("GET", this::serviceChecks)),
        Route.at("/v1/health/state/", Endpoint.quick("GET", this::state)),
        Route.at("/v1/health/service/", Endpoint.quick("GET", this::service)),
        Route.at("/v1/health/connect/", Endpoint.quick("GET", this::connect)),
        Route.at("/v1/health/ingress/", Endpoint.quick("GET", this::ingress)));
  }

  private void node(Exchange exchange) {
    var options = options(exchange);
    var name = RowParameters.name(exchange.request(), "/v1/health/node/", "node name");
    var filter = RowParameters.filter(exchange.request(), HealthCheck.SHAPE);
    var of = new HealthChecks.Of.Node(name);
    checks(exchange, new HealthChecks(of, filter, Map.of(), Near.NOTHING), options);
  }

  private void serviceChecks(Exchange exchange) {
    var options = options(exchange);
    var name = RowParameters.name(exchange.request(), "/v1/health/checks/", "service name");
    checks(exchange, checks(exchange, new HealthChecks.Of.Service(name)), options);
  }

  private void state(Exchange exchange) {
    var options = options(exchange);
    var state = RowParameters.name(exchange.request(), "/v1/health/state/", "check state");
    checks(exchange, checks(exchange, new HealthChecks.Of.State(state)), options);
  }

  private HealthChecks checks(Exchange exchange, HealthChecks.Of of) {
    var request = exchange.request();
    return new HealthChecks(
        of,
        RowParameters.filter(request, HealthCheck.SHAPE),
        RowParameters.nodeMeta(request),
        rows.near(request));
  }

  private void checks(Exchange exchange, HealthChecks query, ReadOptions options) {
    reads.json(exchange, query, options, CHECKS, ReadAnswers.Profile.CATALOG);
  }

  private void service(Exchange exchange) {
    instances(exchange, "/v1/health/service/", false);
  }

  private void connect(Exchange exchange) {
    instances(exchange, "/v1/health/connect/", true);
  }

  private void instances(Exchange exchange, String prefix, boolean connect) {
    var request = exchange.request();
    var options = options(exchange);
    refuseSamenessGroup(request);
    var name = RowParameters.name(request, prefix, "service name");
    boolean passing = RowParameters.passing(request);
    var near = rows.near(request);
    // Source: Consul answers these from its streams unless they have to be sorted or merged.
    boolean streams = near.equals(Near.NOTHING) && !request.has("merge-central-config");
    var profile = streams ? ReadAnswers.Profile.HEALTH_STREAMED : ReadAnswers.Profile.HEALTH;
    if (request.query().get("peer").isEmpty()) {
      var query =
          new HealthInstances(
              RowParameters.choice(request, name, connect, passing),
              RowParameters.filter(request, CheckServiceNode.SHAPE),
              near);
      reads.json(exchange, query, options, INSTANCES, profile);
    } else {
      reads.json(exchange, new Nothing<CheckServiceNode>(), options, INSTANCES, profile);
    }
  }

  /** Praetor keeps no configuration of ingress gateways, so none serves a service. */
  private void ingress(Exchange exchange) {
    var options = options(exchange);
    refuseSamenessGroup(exchange.request());
    RowParameters.name(exchange.request(), "/v1/health/ingress/", "service name");
    RowParameters.passing(exchange.request());
    var query = new Nothing<CheckServiceNode>();
    reads.json(exchange, query, options, INSTANCES, ReadAnswers.Profile.HEALTH);
  }

  /** Sameness groups are a thing of the Enterprise edition. Source: Consul 1.21.4. */
  private static void refuseSamenessGroup(Request request) {
    var query = request.query();
    if (!query.get("sg").isEmpty() || !query.get("sameness-group").isEmpty()) {
      throw new HttpException(500, "sameness groups are not supported in consul CE");
    }
  }

  private ReadOptions options(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    return parameters.options(request);
  }
}

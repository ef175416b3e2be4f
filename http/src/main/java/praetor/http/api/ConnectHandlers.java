package praetor.http.api;

import java.nio.charset.StandardCharsets;
import java.util.List;
import praetor.agent.acl.TokenResolver;
import praetor.agent.config.AgentConfig;
import praetor.agent.connect.Authorization;
import praetor.agent.connect.CaConfigGet;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.connect.IntentionsFor;
import praetor.agent.connect.LeafCertificates;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.Body;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.connect.CaConfig;
import praetor.model.connect.CaRoots;

/**
 * Certificates of the mesh: /v1/connect/ca and /v1/agent/connect. Source: vectors connect-ca and
 * agent-connect.
 */
final class ConnectHandlers {
  private static final String LEAF = "/v1/agent/connect/ca/leaf/";
  private static final String PEM = "application/pem-certificate-chain";

  private static final Encoding<CaRoots> ROOTS = Encoding.of(CaRoots.SHAPE);

  /** As the agent's own endpoints keep them: one form for all. */
  static final EncodedQuery<CaRoots> ROOTS_QUERY =
      new EncodedQuery<>(new CaRootsGet(), ROOTS, false);

  private final AgentConfig config;
  private final TokenResolver tokens;
  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final LeafAnswers leaves;

  ConnectHandlers(
      AgentConfig config,
      TokenResolver tokens,
      Servers servers,
      ReadParameters parameters,
      ReadAnswers reads,
      LeafCertificates certificates) {
    this.config = config;
    this.tokens = tokens;
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
    leaves = new LeafAnswers(config, servers, reads, certificates);
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/agent/connect/authorize", Endpoint.blocking("POST", this::authorize)),
        Route.at("/v1/agent/connect/ca/roots", Endpoint.quick("GET", this::agentRoots)),
        Route.at(LEAF, Endpoint.blocking("GET", this::leaf)),
        Route.at("/v1/connect/ca/roots", Endpoint.quick("GET", this::roots)),
        Route.at("/v1/connect/ca/configuration", Endpoint.blocking("GET", this::configuration)));
  }

  private void requireEnabled() {
    if (!config.connect().enabled()) {
      throw new HttpException(500, CaRootsGet.DISABLED);
    }
  }

  private Response authorize(Request request) {
    ReadParameters.refuseEnterprise(request);
    var asked = RequestBody.strict(request, Authorization.SHAPE);
    var defaults =
        new Authorization.Defaults(
            config.settings().text("default_intention_policy").orElse(""), tokens.defaultPolicy());
    var caller = parameters.caller(request);
    var client = asked.client(caller);
    if (!config.connect().enabled()) {
      throw new HttpException(500, "failed getting intention match: " + CaRootsGet.DISABLED);
    }
    var intentions =
        Replies.await(reads.fromCache(new IntentionsFor(asked.target()), ReadOptions.now(caller)));
    var decision = Authorization.decide(client, intentions.answer().value(), defaults);
    var out = JsonForm.writer(request);
    out.beginObject().name("Authorized").value(decision.authorized());
    out.name("Reason").value(decision.reason()).endObject();
    return ReadAnswers.aged(Response.json(out.toBytes()), intentions);
  }

  private void agentRoots(Exchange exchange) {
    requireEnabled();
    var options = parameters.options(exchange.request());
    reads.fromCache(exchange, ROOTS_QUERY, options, ReadAnswers.Profile.PLAIN);
  }

  private Response leaf(Request request) {
    requireEnabled();
    ReadParameters.refuseEnterprise(request);
    return leaves.answer(request, request.pathAfter(LEAF), parameters.blocking(request));
  }

  private void roots(Exchange exchange) {
    var request = exchange.request();
    var options = parameters.options(request);
    var pem = isPem(request);
    if (!config.connect().enabled()) {
      throw new HttpException(500, CaRootsGet.DISABLED, ReadAnswers.NOTHING_READ);
    }
    if (pem) {
      reads.run(exchange, new CaRootsGet(), options, answer -> pem(answer.value()));
    } else {
      reads.json(exchange, new CaRootsGet(), options, ROOTS, ReadAnswers.Profile.INDEXED);
    }
  }

  private static boolean isPem(Request request) {
    return switch (request.query().get("pem")) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new HttpException(400, "The 'pem' query parameter must be a boolean value");
    };
  }

  private static Response pem(CaRoots roots) {
    return Response.of(
        200,
        Headers.of("Content-Type", PEM),
        new Body.Bytes(roots.pem().getBytes(StandardCharsets.US_ASCII)));
  }

  private Response configuration(Request request) {
    requireEnabled();
    ReadOptions options = parameters.options(request).atOnce();
    var answer = Replies.await(servers.read(new CaConfigGet(), options));
    return JsonForm.of(request, CaConfig.SHAPE, answer.value());
  }
}

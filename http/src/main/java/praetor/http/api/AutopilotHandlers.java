package praetor.http.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import praetor.agent.read.Answer;
import praetor.agent.read.AutopilotConfigGet;
import praetor.agent.servers.AutopilotState;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.codec.JsonWriter;
import praetor.state.AutopilotConfig;
import praetor.state.command.AutopilotSetRequest;

/** /v1/operator/autopilot/: how the servers are kept in order, and how they are. */
final class AutopilotHandlers {
  private static final int UNHEALTHY = 429;

  private final Servers servers;
  private final ReadParameters parameters;

  AutopilotHandlers(Servers servers, ReadParameters parameters) {
    this.servers = servers;
    this.parameters = parameters;
  }

  List<Route> routes() {
    return List.of(
        Route.at(
            "/v1/operator/autopilot/configuration",
            Endpoint.blocking("GET", this::configuration),
            Endpoint.blocking("PUT", this::configure)),
        Route.at("/v1/operator/autopilot/health", Endpoint.blocking("GET", this::health)),
        Route.at("/v1/operator/autopilot/state", Endpoint.blocking("GET", this::state)));
  }

  private Response configuration(Request request) {
    var options = parameters.options(request).atOnce();
    Answer<AutopilotConfig> answer = Replies.await(servers.read(new AutopilotConfigGet(), options));
    var out = JsonForm.writer(request);
    AutopilotConfig.SHAPE.writeJson(answer.value(), out);
    return Response.json(out.toBytes());
  }

  private Response configure(Request request) {
    var caller = parameters.caller(request);
    var config = config(request, 0);
    boolean cas = request.has("cas");
    if (cas) {
      config = config(request, expected(request));
    }
    boolean done =
        Replies.await(
            servers
                .in(request.query().get("dc"))
                .operator()
                .setAutopilot(new AutopilotSetRequest(config, cas), caller));
    return Response.json(JsonForm.writer(request).value(done).toBytes());
  }

  private static long expected(Request request) {
    return GoText.parseUint(request.query().get("cas"), 400, "Error parsing cas value: ");
  }

  private static AutopilotConfig config(Request request, long modifyIndex) {
    try {
      return AutopilotBody.read(request.body(), modifyIndex);
    } catch (DecodeException e) {
      throw new HttpException(400, "Error parsing autopilot config: " + e.getMessage());
    }
  }

  private Response health(Request request) {
    var state = ask(request);
    var out = JsonForm.writer(request).beginObject();
    out.name("Healthy").value(state.healthy());
    out.name("FailureTolerance").value(state.failureTolerance());
    out.name("Servers").beginArray();
    for (var server : state.servers()) {
      out.beginObject();
      writeIdentity(server, "SerfStatus", out);
      out.name("Leader").value(server.leader());
      writeProgress(server, out);
      out.name("Healthy").value(server.healthy());
      out.name("Voter").value(server.voter());
      out.name("StableSince")
          .value(server.stableSince().truncatedTo(ChronoUnit.SECONDS).toString());
      out.endObject();
    }
    var json = out.endArray().endObject().toBytes();
    return state.healthy()
        ? Response.json(json)
        : Response.text(UNHEALTHY, new String(json, java.nio.charset.StandardCharsets.UTF_8));
  }

  private Response state(Request request) {
    var state = ask(request);
    var out = JsonForm.writer(request).beginObject();
    out.name("Healthy").value(state.healthy());
    out.name("FailureTolerance").value(state.failureTolerance());
    // The two differ only for the Enterprise edition's servers without a vote.
    out.name("OptimisticFailureTolerance").value(state.failureTolerance());
    out.name("Servers").beginObject();
    state.servers().forEach(server -> writeState(server, out.name(server.id())));
    out.endObject();
    out.name("Leader").value(state.leader());
    out.name("Voters").beginArray();
    state.voters().forEach(out::value);
    out.endArray();
    return Response.json(out.endObject().toBytes());
  }

  private AutopilotState ask(Request request) {
    return Replies.await(servers.operator().autopilotState(parameters.options(request)));
  }

  private static void writeState(AutopilotState.Server server, JsonWriter out) {
    out.beginObject();
    writeIdentity(server, "NodeStatus", out);
    writeProgress(server, out);
    out.name("Healthy").value(server.healthy());
    out.name("StableSince").value(goTime(server.stableSince()));
    out.name("ReadReplica").value(false);
    out.name("Status").value(server.leader() ? "leader" : server.voter() ? "voter" : "non-voter");
    out.name("Meta").beginObject();
    new java.util.TreeMap<>(server.meta()).forEach((name, value) -> out.name(name).value(value));
    out.endObject();
    out.name("NodeType").value("voter");
    out.endObject();
  }

  private static void writeIdentity(
      AutopilotState.Server server, String statusName, JsonWriter out) {
    out.name("ID").value(server.id());
    out.name("Name").value(server.name());
    out.name("Address").value(server.address());
    out.name(statusName).value(server.memberStatus());
    out.name("Version").value(server.version());
  }

  private static void writeProgress(AutopilotState.Server server, JsonWriter out) {
    out.name("LastContact").value(GoDuration.format(server.lastContact()));
    out.name("LastTerm").unsigned(server.lastTerm());
    out.name("LastIndex").unsigned(server.lastIndex());
  }

  /** As Go writes times: no zeros at the end of the fraction. */
  private static String goTime(Instant time) {
    return time.toString().replaceFirst("(\\.\\d*?)0+Z$", "$1Z");
  }
}

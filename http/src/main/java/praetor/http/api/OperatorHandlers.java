package praetor.http.api;

import java.util.List;
import praetor.agent.read.Answer;
import praetor.agent.read.UsageGet;
import praetor.agent.servers.Operator;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.Exchange;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.codec.JsonWriter;
import praetor.state.Usage;

/** /v1/operator/raft/ and /v1/operator/usage: the group of servers, and what they hold. */
final class OperatorHandlers {
  private final Servers servers;
  private final ReadParameters parameters;
  private final ReadAnswers reads;
  private final String datacenter;

  /**
   * @param datacenter the agent's own, under which its usage is shown
   */
  OperatorHandlers(
      Servers servers, ReadParameters parameters, ReadAnswers reads, String datacenter) {
    this.servers = servers;
    this.parameters = parameters;
    this.reads = reads;
    this.datacenter = datacenter;
  }

  List<Route> routes() {
    return List.of(
        Route.at("/v1/operator/raft/configuration", Endpoint.blocking("GET", this::configuration)),
        Route.at("/v1/operator/raft/peer", Endpoint.blocking("DELETE", this::removePeer)),
        Route.at("/v1/operator/raft/transfer-leader", Endpoint.blocking("POST", this::transfer)),
        Route.at("/v1/operator/usage", Endpoint.quick("GET", this::usage)));
  }

  private Response configuration(Request request) {
    var configuration =
        Replies.await(servers.operator().raftConfiguration(parameters.options(request)));
    var out = JsonForm.writer(request).beginObject();
    out.name("Servers").beginArray();
    configuration.servers().forEach(server -> writeServer(server, out));
    out.endArray();
    out.name("Index").unsigned(configuration.index());
    return Response.json(out.endObject().toBytes());
  }

  private static void writeServer(Operator.RaftServer server, JsonWriter out) {
    out.beginObject();
    out.name("ID").value(server.id());
    out.name("Node").value(server.node());
    out.name("Address").value(server.address());
    out.name("Leader").value(server.leader());
    out.name("ProtocolVersion").value(server.protocolVersion());
    out.name("Voter").value(server.voter());
    out.name("LastIndex").unsigned(server.lastIndex());
    out.endObject();
  }

  /** Presence counts: an empty id beside an address is one too many. */
  private Response removePeer(Request request) {
    var caller = parameters.caller(request);
    boolean byId = request.has("id");
    boolean byAddress = request.has("address");
    if (!byId && !byAddress) {
      throw new HttpException(
          400,
          "Must specify either ?id with the server's ID or ?address with IP:port of peer to remove");
    }
    if (byId && byAddress) {
      throw new HttpException(400, "Must specify only one of ?id or ?address");
    }
    var query = request.query();
    var operator = servers.in(query.get("dc")).operator();
    Replies.await(operator.removePeer(query.get("id"), query.get("address"), caller));
    return Response.empty(200);
  }

  /** The datacenter of the parameters is passed over: the own leader hands over. */
  private Response transfer(Request request) {
    var caller = parameters.caller(request);
    Replies.await(servers.operator().transferLeadership(request.query().get("id"), caller));
    var out = JsonForm.writer(request).beginObject().name("Success").value(true).endObject();
    return Response.json(out.toBytes());
  }

  /** The own datacenter's usage, whatever {@code ?dc} says; {@code ?global} adds the others'. */
  private void usage(Exchange exchange) {
    var request = exchange.request();
    ReadParameters.refuseEnterprise(request);
    var options = parameters.options(request).here();
    reads.run(
        exchange,
        new UsageGet(),
        options,
        answer ->
            Response.json(usageJson(request, answer))
                .headers(ReadAnswers.headers(answer, options, ReadAnswers.Profile.CATALOG)));
  }

  private byte[] usageJson(Request request, Answer<Usage> answer) {
    var usage = answer.value();
    var out = JsonForm.writer(request).beginObject();
    out.name("Usage").beginObject().name(datacenter).beginObject();
    out.name("Services").value(usage.services());
    out.name("ServiceInstances").value(usage.instances());
    out.name("ConnectServiceInstances").beginObject();
    usage.connectInstances().forEach((kind, count) -> out.name(kind).value(count.longValue()));
    out.endObject();
    out.name("BillableServiceInstances").value(usage.billableInstances());
    out.name("Nodes").value(usage.nodes());
    out.endObject().endObject();
    out.name("Index").unsigned(answer.index());
    out.name("LastContact").value(answer.lastContact().toNanos());
    out.name("KnownLeader").value(answer.knownLeader());
    out.name("ConsistencyLevel").value(answer.consistency().word());
    out.name("NotModified").value(false);
    out.name("Backend").value(0);
    out.name("ResultsFilteredByACLs").value(false);
    return out.endObject().toBytes();
  }
}

package praetor.http.api;

import java.util.List;
import praetor.agent.acl.Caller;
import praetor.agent.read.ReadOptions;
import praetor.agent.servers.Replies;
import praetor.agent.servers.Servers;
import praetor.http.BodyRule;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.model.DecodeException;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonWriter;
import praetor.state.Outcome;
import praetor.state.command.TxnError;
import praetor.state.command.TxnRequest;
import praetor.state.command.TxnResult;

/** /v1/txn: transactions. Source: vectors txn-kv, txn-atomic and txn-catalog of Consul 1.21.4. */
final class TxnHandlers {
  private static final int OPERATIONS_MAX = 128;

  private static final BodyRule.Refusal TOO_LARGE = BodyRule.Whole.refusalNaming("txn_max_req_len");

  private final Servers servers;
  private final ReadParameters parameters;
  private final long bodyBytesMax;

  /**
   * @param bodyBytesMax limits.txn_max_req_len, or limits.kv_max_value_size when that is more
   */
  TxnHandlers(Servers servers, ReadParameters parameters, long bodyBytesMax) {
    this.servers = servers;
    this.parameters = parameters;
    this.bodyBytesMax = bodyBytesMax;
  }

  List<Route> routes() {
    return List.of(
        Route.at(
            "/v1/txn", Endpoint.blocking("PUT", this::apply).maxBody(bodyBytesMax, TOO_LARGE)));
  }

  private Response apply(Request request) {
    var transaction = transaction(request);
    if (transaction.writes()) {
      // What a read may ask for is not looked at. Source: Consul 1.21.4.
      var reached = servers.in(request.query().get("dc"));
      return written(request, reached, transaction, parameters.caller(request));
    }
    var options = parameters.options(request);
    return read(request, servers.in(options.datacenter()), transaction, options);
  }

  private TxnRequest transaction(Request request) {
    try {
      var ops = TxnBody.read(request.body());
      if (ops.size() > OPERATIONS_MAX) {
        throw new HttpException(
            413,
            "Transaction contains too many operations ("
                + ops.size()
                + " > "
                + OPERATIONS_MAX
                + ")");
      }
      return new TxnRequest(ops);
    } catch (DecodeException e) {
      throw new HttpException(400, "Failed to parse body: " + e.getMessage());
    }
  }

  private static Response written(
      Request request, Servers servers, TxnRequest transaction, Caller caller) {
    var outcome = Replies.await(servers.transactions().apply(transaction, caller));
    var out = JsonForm.writer(request).beginObject();
    writeOutcome(outcome, out);
    return Response.json(status(outcome), out.endObject().toBytes());
  }

  private static Response read(
      Request request, Servers servers, TxnRequest transaction, ReadOptions options) {
    var answer = Replies.await(servers.transactions().read(transaction.ops(), options));
    // What is refused before the state is looked at comes without the state's index.
    boolean looked = answer.index() > 0;
    var out = JsonForm.writer(request).beginObject();
    writeOutcome(answer.value(), out);
    out.name("Index").unsigned(answer.index());
    out.name("LastContact").value(answer.lastContact().toMillis());
    out.name("KnownLeader").value(looked && answer.knownLeader());
    out.name("ConsistencyLevel").value("");
    out.name("NotModified").value(false);
    out.name("Backend").value(0);
    out.name("ResultsFilteredByACLs").value(false);
    return Response.json(status(answer.value()), out.endObject().toBytes())
        .headers(
            "X-Consul-Knownleader",
            Boolean.toString(looked && answer.knownLeader()),
            "X-Consul-Lastcontact",
            Long.toString(answer.lastContact().toMillis()));
  }

  private static int status(Outcome outcome) {
    return outcome instanceof Outcome.TxnFailed ? 409 : 200;
  }

  private static void writeOutcome(Outcome outcome, JsonWriter out) {
    switch (outcome) {
      case Outcome.TxnDone(var results) -> {
        out.name("Results");
        Codecs.list(TxnResult.SHAPE).writeJson(results, out);
        out.name("Errors").nullValue();
      }
      case Outcome.TxnFailed(var errors) -> {
        out.name("Results").nullValue();
        out.name("Errors");
        Codecs.list(TxnError.SHAPE).writeJson(errors, out);
      }
      case Outcome.Done _,
          Outcome.Answered _,
          Outcome.SessionCreated _,
          Outcome.Refused _,
          Outcome.Numbered _,
          Outcome.IpsAssigned _,
          Outcome.Restored _ ->
          throw new IllegalStateException("a transaction came to " + outcome);
    }
  }
}

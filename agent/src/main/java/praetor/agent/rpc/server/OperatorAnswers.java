package praetor.agent.rpc.server;

import java.util.Map;
import praetor.agent.read.AutopilotConfigGet;
import praetor.agent.read.UsageGet;
import praetor.agent.rpc.call.Empty;
import praetor.agent.rpc.call.OperatorCalls;
import praetor.agent.rpc.call.Reply;

/** Answers the methods for operators. */
final class OperatorAnswers {
  private OperatorAnswers() {}

  static void addTo(MethodTable table, String datacenter) {
    table.on(
        OperatorCalls.RAFT_CONFIGURATION,
        (request, servers) ->
            servers.in(request.datacenter()).operator().raftConfiguration(table.options(request)));
    table.write(
        OperatorCalls.REMOVE_PEER_BY_ID,
        (body, servers, caller) ->
            servers.operator().removePeer(body.id(), "", caller).thenApply(Empty::of));
    table.write(
        OperatorCalls.REMOVE_PEER_BY_ADDRESS,
        (body, servers, caller) ->
            servers.operator().removePeer("", body.address(), caller).thenApply(Empty::of));
    table.write(
        OperatorCalls.TRANSFER_LEADER,
        (body, servers, caller) ->
            servers.operator().transferLeadership(body.id(), caller).thenApply(_ -> true));
    table.on(
        OperatorCalls.AUTOPILOT_CONFIG,
        (request, servers) ->
            table.ask(request, new AutopilotConfigGet(), servers).thenApply(Reply::value));
    table.write(
        OperatorCalls.SET_AUTOPILOT_CONFIG,
        (body, servers, caller) ->
            servers.operator().setAutopilot(body, caller).thenApply(held -> held && body.cas()));
    table.on(
        OperatorCalls.AUTOPILOT_STATE,
        (request, servers) ->
            servers.in(request.datacenter()).operator().autopilotState(table.options(request)));
    table.on(
        OperatorCalls.SERVER_HEALTH,
        (request, servers) ->
            servers.in(request.datacenter()).operator().autopilotState(table.options(request)));
    table.read(OperatorCalls.USAGE, _ -> new UsageGet(), usage -> Map.of(datacenter, usage));
  }
}

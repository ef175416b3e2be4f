package praetor.agent.rpc.server;

import praetor.agent.rpc.call.Reply;
import praetor.agent.rpc.call.TxnCalls;

/** Answers the methods of transactions. */
final class TxnAnswers {
  private TxnAnswers() {}

  static void addTo(MethodTable table) {
    table.write(
        TxnCalls.APPLY, (body, servers, caller) -> servers.transactions().apply(body, caller));
    table.on(
        TxnCalls.READ,
        (request, servers) ->
            servers
                .in(request.datacenter())
                .transactions()
                .read(request.body().ops(), table.options(request))
                .thenApply(Reply::of));
  }
}

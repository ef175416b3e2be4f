package praetor.agent.rpc.server;

import praetor.agent.connect.CaConfigGet;
import praetor.agent.connect.CaRootsGet;
import praetor.agent.rpc.call.ConnectCalls;
import praetor.agent.rpc.call.Reply;

/** Answers the methods of the mesh's authority. */
final class ConnectAnswers {
  private ConnectAnswers() {}

  static void addTo(MethodTable table) {
    table.read(ConnectCalls.ROOTS, _ -> new CaRootsGet());
    table.on(
        ConnectCalls.CONFIGURATION,
        (request, servers) ->
            table.ask(request, new CaConfigGet(), servers).thenApply(Reply::value));
    table.write(
        ConnectCalls.SIGN,
        (body, servers, caller) -> servers.certificates().sign(body.request(), caller));
  }
}

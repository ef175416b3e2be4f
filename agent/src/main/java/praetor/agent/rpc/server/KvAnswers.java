package praetor.agent.rpc.server;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.read.KvGet;
import praetor.agent.read.KvKeys;
import praetor.agent.read.KvList;
import praetor.agent.rpc.call.KeyRead;
import praetor.agent.rpc.call.KvCalls;
import praetor.agent.rpc.call.ReadRequest;
import praetor.agent.servers.Servers;
import praetor.state.command.KvsRequest;

/** Answers the methods of keys. Source: errors of Consul 1.21.4. */
final class KvAnswers {
  private static final Set<String> OPERATIONS =
      Set.of(
          KvsRequest.SET,
          KvsRequest.CAS,
          KvsRequest.LOCK,
          KvsRequest.UNLOCK,
          KvsRequest.DELETE,
          KvsRequest.DELETE_CAS,
          KvsRequest.DELETE_TREE);

  private KvAnswers() {}

  static void addTo(MethodTable table) {
    table.write(
        KvCalls.APPLY,
        (body, servers, caller) ->
            apply(body, servers, caller).thenApply(held -> held && KvCalls.isConditional(body)));
    table.read(KvCalls.GET, KvAnswers::get, found -> found.stream().toList());
    table.read(KvCalls.LIST, request -> new KvList(request.body().key()));
    table.read(
        KvCalls.LIST_KEYS,
        request -> new KvKeys(request.body().prefix(), request.body().separator()));
  }

  private static CompletableFuture<Boolean> apply(
      KvsRequest write, Servers servers, Caller caller) {
    if (!write.dirEnt().key().isEmpty() && !OPERATIONS.contains(write.op())) {
      throw RequestException.failed("unknown KV operation: " + write.op());
    }
    return servers.kv().apply(write, caller);
  }

  private static KvGet get(ReadRequest<KeyRead> request) {
    if (request.body().key().isEmpty()) {
      throw RequestException.failed(
          "failed kvs lookup: index error: object is missing a value for this index");
    }
    return new KvGet(request.body().key());
  }
}

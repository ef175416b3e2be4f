package praetor.agent.rpc.server;

import praetor.agent.RequestException;
import praetor.agent.read.KvGet;
import praetor.agent.read.KvKeys;
import praetor.agent.read.KvList;
import praetor.agent.rpc.call.KeyRead;
import praetor.agent.rpc.call.KvCalls;
import praetor.agent.rpc.call.ReadRequest;

/** Answers the methods of keys. Source: errors of Consul 1.21.4. */
final class KvAnswers {
  private KvAnswers() {}

  static void addTo(MethodTable table) {
    table.write(
        KvCalls.APPLY,
        (body, servers, caller) ->
            servers
                .kv()
                .apply(body, caller)
                .thenApply(held -> held && KvCalls.isConditional(body)));
    table.read(KvCalls.GET, KvAnswers::get, found -> found.stream().toList());
    table.read(KvCalls.LIST, request -> new KvList(request.body().key()));
    table.read(
        KvCalls.LIST_KEYS,
        request -> new KvKeys(request.body().prefix(), request.body().separator()));
  }

  private static KvGet get(ReadRequest<KeyRead> request) {
    if (request.body().key().isEmpty()) {
      throw RequestException.failed(
          "failed kvs lookup: index error: object is missing a value for this index");
    }
    return new KvGet(request.body().key());
  }
}

package praetor.agent.rpc.server;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.rpc.call.IntentionCalls;
import praetor.agent.rpc.call.IntentionRead;
import praetor.agent.rpc.call.ReadRequest;
import praetor.model.codec.JsonValue;

/** Answers the methods of intentions, of which there are none: the default decides. */
final class IntentionAnswers {
  /** Source: Consul 1.21.4. */
  private static final String NOT_FOUND = "Intention not found";

  private IntentionAnswers() {}

  static void addTo(MethodTable table) {
    MeshAnswers.nothing(table, IntentionCalls.LIST, List.of());
    MeshAnswers.nothing(table, IntentionCalls.OF_GATEWAY, List.of());
    table.on(
        IntentionCalls.MATCH,
        (request, servers) -> MeshAnswers.nothing(table, request, servers, noneForEach(request)));
    table.on(IntentionCalls.CHECK, (_, _) -> CompletableFuture.completedFuture(true));
    table.on(
        IntentionCalls.GET,
        (_, _) -> {
          throw RequestException.failed(NOT_FOUND);
        });
  }

  private static List<List<JsonValue>> noneForEach(ReadRequest<IntentionRead> request) {
    int asked = request.body().match().map(match -> match.entries().size()).orElse(0);
    return Collections.nCopies(asked, List.of());
  }
}

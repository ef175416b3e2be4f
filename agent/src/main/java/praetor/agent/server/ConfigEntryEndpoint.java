package praetor.agent.server;

import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.entry.EntryAccess;
import praetor.agent.servers.ConfigEntries;
import praetor.state.Outcome;
import praetor.state.command.ConfigEntryRequest;

/** Takes config entries. Source: texts of Consul 1.21.4, vector config-errors. */
final class ConfigEntryEndpoint implements ConfigEntries {
  private final ServerContext context;

  ConfigEntryEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Boolean> apply(ConfigEntryRequest request, Caller caller) {
    var entry = request.entry();
    if (request.writes()) {
      ConfigEntryRules.mistake(entry)
          .ifPresent(
              mistake -> {
                throw RequestException.failed(mistake);
              });
    }
    EntryAccess.require(caller.authorizer(), entry.kind(), entry.name(), Access.WRITE);
    return context.proposer().propose(request).thenApply(ConfigEntryEndpoint::answer);
  }

  private static boolean answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(boolean held) -> held;
      case Outcome.Refused(var reason) -> throw RequestException.failed(reason);
      case Outcome.Done _,
          Outcome.SessionCreated _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _,
          Outcome.Numbered _,
          Outcome.IpsAssigned _,
          Outcome.Restored _ ->
          throw new IllegalStateException("a write of a config entry came to " + outcome);
    };
  }
}

package praetor.agent.server;

import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Access;
import praetor.agent.acl.Caller;
import praetor.agent.acl.Resource;
import praetor.agent.servers.KvWrites;
import praetor.state.Outcome;
import praetor.state.command.KvsRequest;

/** Takes writes of keys. Source: texts and order of refusals of Consul 1.21.4. */
final class KvEndpoint implements KvWrites {
  private static final String APPLY_FAILED = "raft apply failed: ";

  private final ServerContext context;

  KvEndpoint(ServerContext context) {
    this.context = context;
  }

  @Override
  public CompletableFuture<Boolean> apply(KvsRequest write, Caller caller) {
    var key = write.dirEnt().key();
    boolean tree = write.op().equals(KvsRequest.DELETE_TREE);
    if (key.isEmpty() && !tree) {
      throw RequestException.failed("Must provide key");
    }
    caller
        .authorizer()
        .require(tree ? Resource.KEY_PREFIX : Resource.KEY, key.utf8(), Access.WRITE);
    // A lock that an ended session held stays closed for its delay, by the clock of the leader
    // alone.
    if (write.op().equals(KvsRequest.LOCK) && context.store().lockDelayed(key)) {
      return CompletableFuture.completedFuture(false);
    }
    return context.proposer().propose(write).thenApply(KvEndpoint::answer);
  }

  private static boolean answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(boolean held) -> held;
      case Outcome.Done _ -> true;
      case Outcome.Refused(var reason) -> throw RequestException.failed(APPLY_FAILED + reason);
      case Outcome.SessionCreated _,
          Outcome.TxnDone _,
          Outcome.TxnFailed _,
          Outcome.Numbered _,
          Outcome.IpsAssigned _,
          Outcome.Restored _ ->
          throw new IllegalStateException("a write of a key came to " + outcome);
    };
  }
}

package praetor.agent.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import praetor.agent.RequestException;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Caller;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.agent.read.TxnRead;
import praetor.agent.servers.Transactions;
import praetor.state.Outcome;
import praetor.state.command.KvsRequest;
import praetor.state.command.TxnError;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/** Takes transactions. Source: Consul 1.21.4, vectors txn-kv, txn-atomic and txn-catalog. */
final class TxnEndpoint implements Transactions {
  private final ServerContext context;
  private final ServerReads reads;

  TxnEndpoint(ServerContext context, ServerReads reads) {
    this.context = context;
    this.reads = reads;
  }

  @Override
  public CompletableFuture<Outcome> apply(TxnRequest request, Caller caller) {
    var refusals = refusals(request.ops(), caller.authorizer());
    if (!refusals.isEmpty()) {
      return CompletableFuture.completedFuture(new Outcome.TxnFailed(refusals));
    }
    return context
        .proposer()
        .propose(request)
        .thenApply(
            outcome -> {
              if (outcome instanceof Outcome.Refused(var reason)) {
                throw RequestException.failed("raft apply failed: " + reason);
              }
              return outcome;
            });
  }

  @Override
  public CompletableFuture<Answer<Outcome>> read(List<TxnOp> ops, ReadOptions options) {
    return reads.read(new TxnRead(ops), options);
  }

  /**
   * What must not or cannot be proposed: without permission, or a lock that is closed for its
   * delay.
   */
  private List<TxnError> refusals(List<TxnOp> ops, Authorizer authorizer) {
    var refusals = new java.util.ArrayList<TxnError>();
    for (int i = 0; i < ops.size(); i++) {
      int index = i;
      refusal(ops.get(i), authorizer).ifPresent(what -> refusals.add(new TxnError(index, what)));
    }
    return refusals;
  }

  private Optional<String> refusal(TxnOp op, Authorizer authorizer) {
    try {
      TxnPermissions.require(op, authorizer);
    } catch (RequestException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return op.kv()
        .filter(kv -> kv.verb().equals(KvsRequest.LOCK))
        .filter(kv -> context.store().lockDelayed(kv.dirEnt().key()))
        .map(kv -> "failed to lock key \"" + kv.dirEnt().key().utf8() + "\", lock is already held");
  }
}

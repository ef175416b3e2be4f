package praetor.agent.server;

import java.time.Duration;
import java.util.ArrayList;
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
  private final TxnRules rules;

  TxnEndpoint(ServerContext context, ServerReads reads) {
    this.context = context;
    this.reads = reads;
    this.rules = new TxnRules(context.datacenter());
  }

  @Override
  public CompletableFuture<Outcome> apply(TxnRequest request, Caller caller) {
    var ops = request.ops().stream().map(rules::completed).toList();
    var refusals = refusals(ops, caller.authorizer());
    if (!refusals.isEmpty()) {
      return CompletableFuture.completedFuture(new Outcome.TxnFailed(refusals));
    }
    return context
        .proposer()
        .propose(new TxnRequest(ops))
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
    var refusals = refusals(ops, options.caller().authorizer());
    if (!refusals.isEmpty()) {
      // Refused before the state was looked at: an answer without index.
      return CompletableFuture.completedFuture(
          new Answer<>(
              new Outcome.TxnFailed(refusals), 0, false, Duration.ZERO, options.consistency()));
    }
    return reads.read(new TxnRead(ops), options);
  }

  /**
   * What must not or cannot be proposed: without permission, or a lock that is closed for its
   * delay.
   */
  private List<TxnError> refusals(List<TxnOp> ops, Authorizer authorizer) {
    var refusals = new ArrayList<TxnError>();
    for (int i = 0; i < ops.size(); i++) {
      int index = i;
      refusal(ops.get(i), authorizer).ifPresent(what -> refusals.add(new TxnError(index, what)));
    }
    return refusals;
  }

  private Optional<String> refusal(TxnOp op, Authorizer authorizer) {
    var mistake = rules.mistake(op);
    if (mistake.isPresent()) {
      return mistake;
    }
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

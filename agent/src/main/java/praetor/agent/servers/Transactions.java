package praetor.agent.servers;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import praetor.agent.acl.Caller;
import praetor.agent.read.Answer;
import praetor.agent.read.ReadOptions;
import praetor.state.Outcome;
import praetor.state.command.TxnOp;
import praetor.state.command.TxnRequest;

/**
 * Operations that are all done or none. Outcomes are {@link Outcome.TxnDone} and {@link
 * Outcome.TxnFailed}. Source: the RPC methods Txn.Apply and Txn.Read.
 */
public interface Transactions {
  CompletableFuture<Outcome> apply(TxnRequest request, Caller caller);

  /** A transaction that only reads. */
  CompletableFuture<Answer<Outcome>> read(List<TxnOp> ops, ReadOptions options);
}

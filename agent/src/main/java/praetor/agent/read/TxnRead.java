package praetor.agent.read;

import java.util.List;
import praetor.state.Outcome;
import praetor.state.Read;
import praetor.state.command.TxnOp;

/**
 * A transaction that only reads. It has no index to wait on: Consul gives 1. Source: the RPC method
 * Txn.Read, vector txn-atomic.
 */
public record TxnRead(List<TxnOp> ops) implements Query<Outcome> {
  public TxnRead {
    ops = List.copyOf(ops);
  }

  @Override
  public Read<Outcome> read(ReadContext context) {
    return new Read<>(0, context.view().txnRead(ops));
  }
}

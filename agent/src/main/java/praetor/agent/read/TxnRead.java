package praetor.agent.read;

import java.util.List;
import praetor.state.Outcome;
import praetor.state.Read;
import praetor.state.command.TxnOp;

/** A transaction that only reads. Source: the RPC method Txn.Read. */
public record TxnRead(List<TxnOp> ops) implements Query<Outcome> {
  public TxnRead {
    ops = List.copyOf(ops);
  }

  @Override
  public Read<Outcome> read(ReadContext context) {
    return new Read<>(context.view().lastIndex(), context.view().txnRead(ops));
  }
}

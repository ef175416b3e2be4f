package praetor.state.command;

import static praetor.model.codec.Codecs.nullableList;

import java.util.List;
import praetor.model.codec.Shape;

/** Operations that are all done or none. */
public record TxnRequest(List<TxnOp> ops) implements Command {
  public static final Shape<TxnRequest> SHAPE =
      Shape.<TxnRequest>of("structs.TxnRequest")
          .field("Ops", nullableList(TxnOp.SHAPE), TxnRequest::ops)
          .build(v -> new TxnRequest(v.next()));

  /** The same with nodes that belong to a datacenter unless they say to which. */
  public TxnRequest in(String datacenter) {
    return new TxnRequest(ops.stream().map(op -> op.in(datacenter)).toList());
  }

  /** Whether an operation changes anything, so that the transaction has to go through the log. */
  public boolean writes() {
    return ops.stream().anyMatch(TxnOp::writes);
  }
}

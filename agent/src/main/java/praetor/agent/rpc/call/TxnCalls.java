package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.list;
import static praetor.model.codec.Codecs.nullableList;
import static praetor.model.codec.Codecs.optional;

import java.util.List;
import java.util.Optional;
import praetor.model.codec.Shape;
import praetor.state.Outcome;
import praetor.state.command.TxnError;
import praetor.state.command.TxnRequest;
import praetor.state.command.TxnResult;

/** The methods of transactions. */
public final class TxnCalls {
  private static final Shape<Outcome> OUTCOME =
      Shape.<Outcome>of("structs.TxnResponse")
          .field("Results", optional(list(TxnResult.SHAPE)), TxnCalls::results)
          .field("Errors", nullableList(TxnError.SHAPE), TxnCalls::errors)
          .build(v -> outcome(v.next(), v.next()));

  /** The outcome is {@link Outcome.TxnDone} or {@link Outcome.TxnFailed}. */
  public static final Method<WriteRequest<TxnRequest>, Outcome> APPLY =
      new Method<>("Txn.Apply", WriteRequest.shape(TxnRequest.SHAPE), OUTCOME);

  public static final Method<ReadRequest<TxnRequest>, Reply<Outcome>> READ =
      new Method<>("Txn.Read", ReadRequest.shape(TxnRequest.SHAPE), Reply.shape(OUTCOME));

  private TxnCalls() {}

  /** One that was done has a list of results, be it empty. */
  private static Optional<List<TxnResult>> results(Outcome outcome) {
    return outcome instanceof Outcome.TxnDone(var results)
        ? Optional.of(results)
        : Optional.empty();
  }

  private static List<TxnError> errors(Outcome outcome) {
    return outcome instanceof Outcome.TxnFailed(var errors) ? errors : List.of();
  }

  private static Outcome outcome(Optional<List<TxnResult>> results, List<TxnError> errors) {
    return errors.isEmpty()
        ? new Outcome.TxnDone(results.orElse(List.of()))
        : new Outcome.TxnFailed(errors);
  }
}

package praetor.state.command;

import static praetor.model.codec.Codecs.INT;
import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * Why an operation of a transaction was refused.
 *
 * @param opIndex which one, from 0
 */
public record TxnError(int opIndex, String what) {
  public static final Shape<TxnError> SHAPE =
      Shape.<TxnError>of("structs.TxnError")
          .field("OpIndex", INT, TxnError::opIndex)
          .field("What", STRING, TxnError::what)
          .build(v -> new TxnError(v.next(), v.next()));
}

package praetor.agent.rpc.call;

import praetor.model.codec.Shape;

/** An argument or a reply that says nothing: an empty map. */
public record Empty() {
  public static final Shape<Empty> SHAPE = Shape.<Empty>of("struct {}").build(_ -> new Empty());

  public static final Empty EMPTY = new Empty();

  /** What is said of something that was done. */
  public static Empty of(Void done) {
    return EMPTY;
  }
}

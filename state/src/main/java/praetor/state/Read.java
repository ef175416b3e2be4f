package praetor.state;

import java.util.function.Function;

/**
 * What a read found and the index that a blocking query waits on.
 *
 * @param index 0 when nothing was ever written that concerns the read; the API then says 1
 */
public record Read<T>(long index, T value) {
  /** The same index with a value made from this one: filters and sorting happen above the store. */
  public <R> Read<R> map(Function<? super T, ? extends R> change) {
    return new Read<>(index, change.apply(value));
  }
}

package praetor.agent.read;

import praetor.state.Read;

/**
 * A query whose answer is made of another's alone: servers that are called are asked the other one.
 *
 * @param <S> the other's answer
 */
public interface MappedQuery<S, T> extends Query<T> {
  Query<S> source();

  /** Makes this query's answer. */
  T map(S value);

  @Override
  default Read<T> read(ReadContext context) {
    return source().read(context).map(this::map);
  }
}

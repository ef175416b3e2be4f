package praetor.agent.read;

import praetor.state.Read;

/**
 * A read of the state as a value: what is asked, not how fresh or for how long to wait.
 *
 * <p>Implementations are records, so that equal queries that wait for a change share one
 * evaluation. {@link #read} is pure: it looks at the context and at nothing else.
 */
public interface Query<T> {
  /**
   * Answers from a view of the state, noting in the context's watch set all that could change the
   * answer.
   *
   * @return the answer with the index that Consul's rules give it
   */
  Read<T> read(ReadContext context);

  /**
   * Whether an answer says "does not exist": a waiting reader of something absent is not woken by
   * changes that leave it absent. Source: Consul 1.11 and later.
   */
  default boolean isAbsent(T answer) {
    return false;
  }
}

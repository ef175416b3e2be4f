package praetor.agent.read;

import java.time.Duration;
import java.util.function.Function;

/**
 * What came of a query.
 *
 * @param index at least 1
 * @param knownLeader whether the answering server knew a leader
 * @param lastContact how long ago it heard from it; zero from the leader itself
 * @param consistency how the query was answered
 */
public record Answer<T>(
    T value, long index, boolean knownLeader, Duration lastContact, Consistency consistency) {
  public <W> Answer<W> map(Function<? super T, ? extends W> change) {
    return new Answer<>(change.apply(value), index, knownLeader, lastContact, consistency);
  }
}

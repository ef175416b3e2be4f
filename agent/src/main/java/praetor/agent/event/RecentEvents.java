package praetor.agent.event;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The last events, and the readers that wait for the next one. Safe for any thread. */
final class RecentEvents {
  /** Source: public reference of GET /v1/event/list. */
  private static final int EVENTS_MAX = 256;

  /** The index of a list without events. Source: Consul 1.21.4. */
  private static final long EMPTY_INDEX = 1;

  private record Waiter(
      Predicate<UserEvent> wanted, long index, CompletableFuture<FoundEvents> answer) {}

  // Both guarded by this.
  private final Deque<UserEvent> events = new ArrayDeque<>();
  private final List<Waiter> waiters = new ArrayList<>();

  /** Keeps an event, and drops the oldest when there are too many. */
  void add(UserEvent event) {
    List<Waiter> awake;
    synchronized (this) {
      events.addLast(event);
      if (events.size() > EVENTS_MAX) {
        events.removeFirst();
      }
      awake = waiters.stream().filter(waiter -> waiter.wanted().test(event)).toList();
    }
    awake.forEach(waiter -> waiter.answer().complete(find(waiter.wanted())));
  }

  synchronized FoundEvents find(Predicate<UserEvent> wanted) {
    var found = events.stream().filter(wanted).toList();
    return new FoundEvents(found, found.isEmpty() ? EMPTY_INDEX : found.getLast().index());
  }

  /**
   * What a reader finds as soon as its index is another one; cancelling the future forgets it.
   *
   * @param index 0 for a reader that does not wait
   */
  CompletableFuture<FoundEvents> after(Predicate<UserEvent> wanted, long index) {
    var answer = new CompletableFuture<FoundEvents>();
    var waiter = new Waiter(wanted, index, answer);
    synchronized (this) {
      var now = find(wanted);
      if (index == 0 || now.index() != index) {
        return CompletableFuture.completedFuture(now);
      }
      waiters.add(waiter);
    }
    answer.whenComplete((_, _) -> forget(waiter));
    return answer;
  }

  private synchronized void forget(Waiter waiter) {
    waiters.remove(waiter);
  }
}

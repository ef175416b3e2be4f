package praetor.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import praetor.testkit.history.Operation.Action;

/**
 * Whether operations on one register could have happened one after the other, each between its call
 * and its answer.
 *
 * <p>Source: Wing and Gong, "Testing and verifying concurrent objects" (1993), with Lowe's memory
 * of what was tried (2017). Operations without an answer, which may happen late or never, are tried
 * only where none with an answer fits: when servers were gone there are dozens of them, with more
 * orders than can be tried.
 */
public final class Linearizability {

  /** A call or an answer in a list of what happened, from which operations are lifted. */
  private static final class Event {
    private final int operation;
    private final boolean call;
    private final boolean unanswered;
    private Event previous = this;
    private Event next = this;
    private Event answer = this;

    private Event(int operation, boolean call, boolean unanswered) {
      this.operation = operation;
      this.call = call;
      this.unanswered = unanswered;
    }

    private void lift() {
      unlink();
      answer.unlink();
    }

    private void unlink() {
      previous.next = next;
      next.previous = previous;
    }

    private void putBack() {
      answer.relink();
      relink();
    }

    private void relink() {
      previous.next = this;
      next.previous = this;
    }
  }

  /** A step of the search, to be taken back. */
  private record Taken(Event event, int valueBefore) {}

  /** What has been done, in whatever order, and what the register holds then. */
  private record Reached(BitSet done, int value) {}

  private final List<Operation> operations;
  private final Event ring = new Event(-1, false, false);
  private final Event unanswered = new Event(-1, false, true);

  private Linearizability(List<Operation> operations) {
    this.operations = operations;
    var events = new ArrayList<Event>();
    var lost = new ArrayList<Event>();
    for (int i = 0; i < operations.size(); i++) {
      if (operations.get(i).answered()) {
        var call = new Event(i, true, false);
        call.answer = new Event(i, false, false);
        events.add(call);
        events.add(call.answer);
      } else {
        lost.add(new Event(i, true, true));
      }
    }
    link(ring, events);
    link(unanswered, lost);
  }

  private void link(Event head, List<Event> events) {
    // An answer counts before a call at the same moment: the stricter reading.
    events.sort(Comparator.comparingLong(this::moment).thenComparing(e -> e.call));
    var last = head;
    for (var event : events) {
      event.previous = last;
      last.next = event;
      last = event;
    }
    last.next = head;
    head.previous = last;
  }

  private long moment(Event event) {
    var operation = operations.get(event.operation);
    return event.call ? operation.calledNanos() : operation.answeredNanos();
  }

  /** Whether one order explains what was answered, for a register that begins as 0. */
  public static boolean holds(List<Operation> operations) {
    // A read without an answer says nothing.
    return new Linearizability(
            operations.stream()
                .filter(o -> o.answered() || !(o.action() instanceof Action.Read))
                .toList())
        .search();
  }

  private boolean search() {
    int answeredLeft = (int) operations.stream().filter(Operation::answered).count();
    int value = 0;
    var done = new BitSet(operations.size());
    var taken = new ArrayDeque<Taken>();
    Set<Reached> tried = new HashSet<>();
    var event = ring.next;
    while (answeredLeft > 0) {
      if (mayBeNext(event)) {
        var operation = operations.get(event.operation);
        var after = apply(operation, value);
        if (after.isPresent() && tried.add(reached(done, event.operation, after.getAsInt()))) {
          taken.push(new Taken(event, value));
          value = after.getAsInt();
          done.set(event.operation);
          answeredLeft -= operation.answered() ? 1 : 0;
          event.lift();
          event = ring.next;
        } else {
          event = event.next;
        }
        continue;
      }
      if (!event.unanswered) {
        event = unanswered.next;
        continue;
      }
      // An answer whose call has not been done: some choice before was wrong.
      if (taken.isEmpty()) {
        return false;
      }
      var back = taken.pop();
      value = back.valueBefore();
      done.clear(back.event().operation);
      answeredLeft += operations.get(back.event().operation).answered() ? 1 : 0;
      back.event().putBack();
      event = back.event().next;
    }
    return true;
  }

  /** Whether it is a call that was made before the first answer of those that are left. */
  private boolean mayBeNext(Event event) {
    return event.call && (!event.unanswered || moment(event) < moment(firstAnswer()));
  }

  private Event firstAnswer() {
    var event = ring.next;
    while (event.call) {
      event = event.next;
    }
    return event;
  }

  private static Reached reached(BitSet done, int operation, int value) {
    var with = (BitSet) done.clone();
    with.set(operation);
    return new Reached(with, value);
  }

  /** The value after the operation; empty when its answer does not fit the value before. */
  private static OptionalInt apply(Operation operation, int value) {
    return switch (operation.action()) {
      case Action.Read(int read) -> read == value ? OptionalInt.of(value) : OptionalInt.empty();
      case Action.Write(int written) -> OptionalInt.of(written);
      case Action.Swap(int expected, int next, boolean done) -> {
        boolean fits = value == expected;
        if (!operation.answered() || fits == done) {
          yield OptionalInt.of(fits ? next : value);
        }
        yield OptionalInt.empty();
      }
    };
  }
}

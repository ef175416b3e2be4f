package praetor.agent.read;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import praetor.agent.RequestException;
import praetor.agent.acl.Authorizer;
import praetor.state.Read;
import praetor.state.StateStore;
import praetor.state.StateView;
import praetor.state.WatchSet;
import praetor.state.Watches;

/**
 * Readers that wait for a change: blocking queries.
 *
 * <p>Equal readers (same query, same authorizer, same index) form a group: one registration in the
 * store's watches and one evaluation per change serve them all, and they are handed the same
 * answer. A waiting reader holds no thread.
 *
 * <h2>When a reader is answered</h2>
 *
 * <ul>
 *   <li>Something that its answer depends on changed and the index is greater than the reader's.
 *   <li>Its time is over: it gets the group's last answer, which an equal reader may have fetched
 *       long ago. Source: Consul 1.21 answers a timed-out read with its last evaluation.
 *   <li>A restore replaced the whole state: at once.
 * </ul>
 *
 * <p>An answer that says "does not exist" answers only once; while it stays so, changes elsewhere
 * raise the reader's index instead. Source: Consul 1.11 and later. Safe for any thread.
 */
public final class BlockingReads {
  private final StateStore store;
  private final Executor evaluations;
  private final ScheduledExecutorService timers;
  private final Derived derived = new Derived();
  // A group is in the map while it can take more readers.
  private final Map<Key, Group<?>> groups = new ConcurrentHashMap<>();

  /**
   * @param evaluations runs evaluations after a change; they compute and never block
   * @param timers runs time-outs
   */
  public BlockingReads(StateStore store, Executor evaluations, ScheduledExecutorService timers) {
    this.store = store;
    this.evaluations = evaluations;
    this.timers = timers;
  }

  private record Key(Query<?> query, Authorizer authorizer, long minIndex) {}

  /** Evaluates a query once, against the present view, without any watch. */
  public <T> Read<T> readNow(Query<T> query, Authorizer authorizer) {
    return query.read(new ReadContext(store.view(), WatchSet.none(), authorizer, derived));
  }

  /**
   * Answers when the index of the answer passes {@code minIndex} or the time is over; evaluates on
   * the caller's thread when no equal reader waits yet. Cancelling the future forgets the reader.
   *
   * @param minIndex not 0; unsigned
   */
  public <T> CompletableFuture<Read<T>> await(
      Query<T> query, Authorizer authorizer, long minIndex, long maxWaitNanos) {
    var waiter = new Waiter<T>();
    var key = new Key(query, authorizer, minIndex);
    Group<T> group;
    do {
      group = groupOf(key, query);
    } while (!group.join(waiter));
    group.startOnce();
    if (!waiter.isDone()) {
      waiter.expireAfter(maxWaitNanos, group);
    }
    return waiter;
  }

  /** How many readers wait, for metrics. */
  public int waiting() {
    return groups.values().stream().mapToInt(Group::size).sum();
  }

  @SuppressWarnings("unchecked") // a key's query fixes the type of its group
  private <T> Group<T> groupOf(Key key, Query<T> query) {
    return (Group<T>) groups.computeIfAbsent(key, _ -> new Group<>(key, query));
  }

  /** A reader that waits. */
  private final class Waiter<T> extends CompletableFuture<Read<T>> {
    private volatile @Nullable Future<?> timer;

    void expireAfter(long nanos, Group<T> group) {
      timer = timers.schedule(() -> group.timeOut(this), nanos, TimeUnit.NANOSECONDS);
      if (isDone()) {
        stopTimer();
      }
      // Also when the reader gives up: cancels its future.
      whenComplete((_, _) -> stopTimer());
      whenComplete((_, _) -> group.leave(this));
    }

    private void stopTimer() {
      var running = timer;
      if (running != null) {
        running.cancel(false);
      }
    }
  }

  /** Readers of the same thing. Its fields are guarded by the group itself. */
  private final class Group<T> {
    private final Key key;
    private final Query<T> query;
    private final Set<Waiter<T>> waiters = new LinkedHashSet<>();
    private long minIndex;
    // The restores that the first view had seen.
    private long restores = -1;
    private boolean started;
    private boolean closed;
    // A change came; its evaluation is on the way and will see every change until it begins.
    private boolean due;
    private @Nullable Read<T> last;
    private Watches.@Nullable Registration registration;

    Group(Key key, Query<T> query) {
      this.key = key;
      this.query = query;
      this.minIndex = key.minIndex();
    }

    /** Takes a reader; false when the group has just ended. */
    synchronized boolean join(Waiter<T> waiter) {
      if (closed) {
        return false;
      }
      var known = last;
      if (known != null && passes(known, key.minIndex())) {
        waiter.complete(known);
        return true;
      }
      waiters.add(waiter);
      return true;
    }

    synchronized int size() {
      return waiters.size();
    }

    /** Evaluates for the first time, on the thread of the first reader. */
    void startOnce() {
      synchronized (this) {
        if (started) {
          return;
        }
        started = true;
      }
      evaluate();
    }

    private void changed() {
      synchronized (this) {
        if (due || closed) {
          return;
        }
        due = true;
      }
      evaluations.execute(this::evaluate);
    }

    private void evaluate() {
      synchronized (this) {
        due = false;
      }
      var watch = new WatchSet();
      var view = store.view();
      Read<T> read;
      try {
        read = query.read(new ReadContext(view, watch, key.authorizer(), derived));
      } catch (RequestException e) {
        close().forEach(waiter -> waiter.completeExceptionally(e));
        return;
      }
      if (restored(view) || answers(read)) {
        close().forEach(waiter -> waiter.complete(read));
      } else {
        watchAgain(watch, read);
      }
    }

    /** Whether the state was replaced while the readers wait. */
    private synchronized boolean restored(StateView view) {
      if (restores < 0) {
        restores = view.restores();
      }
      return restores != view.restores();
    }

    private synchronized boolean answers(Read<T> read) {
      var before = last;
      if (!passes(read, minIndex)) {
        return false;
      }
      if (before != null && query.isAbsent(before.value()) && query.isAbsent(read.value())) {
        minIndex = read.index();
        return false;
      }
      return true;
    }

    private void watchAgain(WatchSet watch, Read<T> read) {
      // Registering looks for changes since the view; one that it finds calls changed() at once.
      var fresh = store.watches().register(watch, this::changed);
      Watches.Registration old;
      boolean ended;
      synchronized (this) {
        old = registration;
        registration = fresh;
        last = read;
        ended = closed;
      }
      if (old != null) {
        old.cancel();
      }
      if (ended) {
        fresh.cancel();
      }
    }

    void timeOut(Waiter<T> waiter) {
      Read<T> read;
      synchronized (this) {
        read = last;
      }
      waiter.complete(read != null ? read : readNow(query, key.authorizer()));
    }

    void leave(Waiter<T> waiter) {
      synchronized (this) {
        waiters.remove(waiter);
        if (closed || !waiters.isEmpty()) {
          return;
        }
      }
      closeIfEmpty();
    }

    private void closeIfEmpty() {
      Watches.Registration old;
      synchronized (this) {
        if (closed || !waiters.isEmpty()) {
          return;
        }
        closed = true;
        old = registration;
        registration = null;
      }
      groups.remove(key, this);
      if (old != null) {
        old.cancel();
      }
    }

    /** Ends the group. */
    private List<Waiter<T>> close() {
      List<Waiter<T>> readers;
      Watches.Registration old;
      synchronized (this) {
        closed = true;
        readers = List.copyOf(waiters);
        waiters.clear();
        old = registration;
        registration = null;
      }
      groups.remove(key, this);
      if (old != null) {
        old.cancel();
      }
      return readers;
    }
  }

  private static boolean passes(Read<?> read, long minIndex) {
    return Long.compareUnsigned(Math.max(1, read.index()), minIndex) > 0;
  }
}

package praetor.agent.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.state.command.Command;

/**
 * Has the tombstones of deleted keys forgotten a while after the deletion. Until then they keep the
 * index of a prefix from falling.
 *
 * <p>Every half minute the leader notes the index of the state; when a note is a quarter of an hour
 * old, everything up to its index is reaped. Source: tombstone_ttl and tombstone_ttl_granularity of
 * Consul.
 */
final class TombstoneGc implements LeaderDuty {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  private static final Duration TTL = Duration.ofMinutes(15);
  private static final Duration GRANULARITY = Duration.ofSeconds(30);

  private final ServerContext context;
  // Guarded by this; oldest first.
  private final Deque<Note> notes = new ArrayDeque<>();
  private long reapedIndex;
  private @Nullable Future<?> repeating;

  private record Note(long atNanos, long index) {}

  TombstoneGc(ServerContext context) {
    this.context = context;
  }

  @Override
  public synchronized void start() {
    repeating =
        context
            .timers()
            .scheduleWithFixedDelay(
                this::tick, GRANULARITY.toSeconds(), GRANULARITY.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (repeating != null) {
      repeating.cancel(false);
      repeating = null;
    }
    notes.clear();
  }

  private synchronized void tick() {
    long now = context.clock().nanoTime();
    long index = context.store().view().lastIndex();
    if (notes.isEmpty() || notes.getLast().index() != index) {
      notes.addLast(new Note(now, index));
    }
    long due = reapedIndex;
    while (!notes.isEmpty() && now - notes.getFirst().atNanos() >= TTL.toNanos()) {
      due = notes.removeFirst().index();
    }
    if (due > reapedIndex && context.store().view().hasTombstones()) {
      reap(due);
    }
    reapedIndex = due;
  }

  private void reap(long index) {
    context
        .proposer()
        .propose(new Command.TombstoneReap(index))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.warn("failed to reap tombstones: error={}", failure.getMessage());
              }
            });
  }
}

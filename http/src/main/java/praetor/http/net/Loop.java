package praetor.http.net;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one event loop share: a clock of whole seconds, the Date header made from
 * it, the buffer heads are encoded in, and the list that timeouts are found by. Owned by its event
 * loop. It ticks once a second while it has connections.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write shows as the end of its channel
final class Loop {
  /** A connection: its place in the list, and its turn once a second. */
  abstract static class Member extends ChannelInboundHandlerAdapter {
    private @Nullable Member previous;
    private @Nullable Member next;

    /**
     * Looks after time limits.
     *
     * @param nowSeconds of {@link Loop#nowSeconds}
     */
    abstract void tick(int nowSeconds);

    /** The server is closing: ends what can be ended. */
    abstract void drain();
  }

  private static final class Head extends Member {
    @Override
    void tick(int nowSeconds) {}

    @Override
    void drain() {}
  }

  private static final long REST_HOURS = 1;

  private final EventLoop executor;
  private final LongSupplier epochSeconds;
  private final HeadEncoder encoder = new HeadEncoder();
  private final StringCache strings = new StringCache();

  /** Stands before the first member, so that every member has one before it. */
  private final Member head = new Head();

  private @Nullable ScheduledFuture<?> ticking;
  private final long startNanos = System.nanoTime();
  private int nowSeconds;

  Loop(EventLoop executor, LongSupplier epochSeconds) {
    rest(executor);
    this.executor = executor;
    this.epochSeconds = epochSeconds;
  }

  /** Lets a loop without work sleep: Netty wakes one that has no timer at all each second. */
  static void rest(EventLoop executor) {
    var _ = executor.schedule(() -> rest(executor), REST_HOURS, TimeUnit.HOURS);
  }

  EventLoop executor() {
    return executor;
  }

  /** Seconds since the loop was begun. */
  int nowSeconds() {
    return nowSeconds;
  }

  HeadEncoder encoder() {
    return encoder;
  }

  StringCache strings() {
    return strings;
  }

  void add(Member member) {
    if (ticking == null) {
      tick();
      ticking = executor.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }
    var second = head.next;
    member.previous = head;
    member.next = second;
    if (second != null) {
      second.previous = member;
    }
    head.next = member;
  }

  void remove(Member member) {
    if (member.previous != null) {
      member.previous.next = member.next;
    }
    if (member.next != null) {
      member.next.previous = member.previous;
    }
    member.previous = null;
    member.next = null;
    if (head.next == null && ticking != null) {
      ticking.cancel(false);
      ticking = null;
    }
  }

  /** A copy: members leave the list while it is walked. */
  List<Member> members() {
    var members = new ArrayList<Member>();
    for (var member = head.next; member != null; member = member.next) {
      members.add(member);
    }
    return members;
  }

  private void tick() {
    nowSeconds = (int) ((System.nanoTime() - startNanos) / 1_000_000_000L);
    encoder.date(epochSeconds.getAsLong());
    for (var member = head.next; member != null; ) {
      // A member that closes leaves the list at once and forgets its neighbours.
      var next = member.next;
      member.tick(nowSeconds);
      member = next;
    }
  }
}

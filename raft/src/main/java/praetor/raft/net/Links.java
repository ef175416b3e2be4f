package praetor.raft.net;

import com.google.protobuf.MessageLite;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import praetor.raft.AddressBook;
import praetor.raft.Connection;
import praetor.raft.Dialer;

/** The calls that one server makes to the others, over one connection to each. */
public final class Links implements AutoCloseable {

  /** How far past its deadline a call may be failed. */
  private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private static final long NEVER = Long.MAX_VALUE;

  private final String self;
  private final AddressBook addresses;
  private final Dialer dialer;
  private final Duration dialTimeout;
  private final ScheduledExecutorService ticker;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  // When deadlines are looked at next, counted from the start so that times compare as numbers.
  private final AtomicLong sweepAtNanos = new AtomicLong(NEVER);
  private final long startNanos = System.nanoTime();
  private volatile boolean closed;

  /**
   * @param dialTimeout how long connecting may take, and how long a connection with calls may be
   *     silent
   */
  public Links(
      String self,
      AddressBook addresses,
      Dialer dialer,
      Duration dialTimeout,
      ScheduledExecutorService ticker) {
    this.self = self;
    this.addresses = addresses;
    this.dialer = dialer;
    this.dialTimeout = dialTimeout;
    this.ticker = ticker;
  }

  /** Whether a call would have an address to go to. */
  public boolean knows(String peer) {
    return !closed && addresses.addressOf(peer).isPresent();
  }

  /** Sends a call and returns at once; the callback is told exactly once, on another thread. */
  public void call(
      String peer, int kind, MessageLite message, Duration timeout, Consumer<Answer> callback) {
    var session = sessions.compute(peer, (_, before) -> usable(before, peer));
    var frame = new Frame.Outgoing(kind, numbers.incrementAndGet(), message);
    session.call(frame, System.nanoTime() + timeout.toNanos(), callback);
    if (closed) {
      session.end("this server is stopping");
    }
    sweepIn(timeout.toNanos());
  }

  /** Ends the connection to a server, for example because it must be dialed anew. */
  public void disconnect(String peer) {
    var session = sessions.remove(peer);
    if (session != null) {
      session.end("disconnected");
    }
  }

  /** What {@link #fetch} hands out: the snapshot's file and its length. */
  @FunctionalInterface
  public interface FileConsumer {
    void accept(DataInputStream in, long size) throws IOException;
  }

  /**
   * Fetches a snapshot's file over a connection of its own. Blocks.
   *
   * @param opened told the connection, so that another thread can close it
   */
  public void fetch(String peer, String file, Consumer<Connection> opened, FileConsumer consumer)
      throws IOException {
    var connection = dial(peer);
    opened.accept(connection);
    try (var streams = Streams.of(connection)) {
      new Greeting(Greeting.Purpose.SNAPSHOT, self, peer).writeTo(streams.out());
      Greeting.writeText(streams.out(), file);
      streams.out().flush();
      long size = streams.in().readLong();
      if (size < 0) {
        throw new IOException(peer + " does not have the snapshot " + file);
      }
      consumer.accept(streams.in(), size);
    }
  }

  @Override
  public void close() {
    closed = true;
    sessions.values().forEach(session -> session.end("this server is stopping"));
  }

  private Session usable(@Nullable Session before, String peer) {
    if (before != null && !before.ended()) {
      return before;
    }
    var greeting = new Greeting(Greeting.Purpose.CALLS, self, peer);
    var session = new Session(greeting, () -> dial(peer), dialTimeout);
    Thread.ofVirtual().name("raft-link-" + peer).start(session::run);
    return session;
  }

  private Connection dial(String peer) throws IOException {
    InetSocketAddress address =
        addresses
            .addressOf(peer)
            .orElseThrow(() -> new IOException("no address is known of " + peer));
    if (closed) {
      throw new IOException("this server is stopping");
    }
    return dialer.dial(peer, address, dialTimeout);
  }

  /** Sees to it that deadlines are looked at by then; calls with equal timeouts share a look. */
  private void sweepIn(long nanos) {
    long delay = nanos + SWEEP_NANOS;
    long at = System.nanoTime() - startNanos + delay;
    long planned = sweepAtNanos.get();
    while (planned > at) {
      if (sweepAtNanos.compareAndSet(planned, at)) {
        var _ = ticker.schedule(() -> sweep(at), delay, TimeUnit.NANOSECONDS);
        return;
      }
      planned = sweepAtNanos.get();
    }
  }

  private void sweep(long plannedAt) {
    if (!sweepAtNanos.compareAndSet(plannedAt, NEVER)) {
      // An earlier one was planned since, and plans the next.
      return;
    }
    long now = System.nanoTime();
    long left =
        sessions.values().stream().mapToLong(session -> session.expire(now)).min().orElse(NEVER);
    if (left != NEVER) {
      sweepIn(left);
    }
  }
}

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import praetor.raft.AddressBook;
import praetor.raft.Connection;
import praetor.raft.Dialer;

/** The calls that one server makes to the others, over one connection to each. */
public final class Links implements AutoCloseable {

  /** How far past its deadline a call may be failed. */
  private static final long SWEEP_MS = 25;

  private final String self;
  private final AddressBook addresses;
  private final Dialer dialer;
  private final Duration dialTimeout;
  private final ScheduledExecutorService ticker;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicBoolean sweeping = new AtomicBoolean();
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
    sweepLater();
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

  private void sweepLater() {
    if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
      var _ = ticker.schedule(this::sweep, SWEEP_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void sweep() {
    sweeping.set(false);
    long now = System.nanoTime();
    sessions.values().forEach(session -> session.expire(now));
    if (sessions.values().stream().anyMatch(session -> !session.idle())) {
      sweepLater();
    }
  }
}

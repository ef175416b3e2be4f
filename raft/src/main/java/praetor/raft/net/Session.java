package praetor.raft.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Connection;

/**
 * One connection's life on the calling side: dialing, up, ended. Whatever ends it fails the calls
 * that are under way. Safe for any thread.
 */
final class Session {

  private static final Logger LOG = LoggerFactory.getLogger(Session.class);

  /** Opens a connection to the other end. */
  @FunctionalInterface
  interface Dial {
    Connection dial() throws IOException;
  }

  private record Call(long deadlineNanos, Consumer<Answer> callback) {}

  private final Greeting greeting;
  private final Dial dial;
  private final Duration silenceMax;
  private final Map<Long, Call> calls = new ConcurrentHashMap<>();
  private final FrameWriter writer = new FrameWriter();
  private Optional<Connection> connection = Optional.empty();
  private volatile boolean ended;
  // When the last byte came from the other end; of a connection that is up.
  private volatile long heardNanos;

  /**
   * @param silenceMax a connection on which calls run out of time, and nothing came for that long,
   *     is ended: what the network has lost for a while is sent again ever more rarely, so a new
   *     connection is there long before an old one is again
   */
  Session(Greeting greeting, Dial dial, Duration silenceMax) {
    this.greeting = greeting;
    this.dial = dial;
    this.silenceMax = silenceMax;
  }

  boolean ended() {
    return ended;
  }

  /** Sends a call; the callback is told exactly once, on another thread. */
  void call(Frame.Outgoing frame, long deadlineNanos, Consumer<Answer> callback) {
    calls.put(frame.call(), new Call(deadlineNanos, callback));
    if (!writer.offer(frame)) {
      end("too much is waiting for " + greeting.to());
    }
    if (ended) {
      fail(frame.call(), "the connection with " + greeting.to() + " has ended", false);
    }
  }

  /**
   * Fails the calls whose time is over.
   *
   * @return how long the next of the others has; {@link Long#MAX_VALUE} if there are none
   */
  long expire(long nowNanos) {
    boolean expired = false;
    long leftMin = Long.MAX_VALUE;
    for (var entry : calls.entrySet()) {
      long left = entry.getValue().deadlineNanos() - nowNanos;
      if (left <= 0) {
        fail(entry.getKey(), greeting.to() + " did not answer in time", true);
        expired = true;
      } else {
        leftMin = Math.min(leftMin, left);
      }
    }
    if (expired && isUp() && nowNanos - heardNanos > silenceMax.toNanos()) {
      end("nothing was heard of it");
    }
    return leftMin;
  }

  private synchronized boolean isUp() {
    return connection.isPresent();
  }

  /** Dials, greets, and reads answers until the connection ends. */
  void run() {
    try (var streams = Streams.of(connect())) {
      greeting.writeTo(streams.out());
      var sender = Thread.ofVirtual().name("raft-send-" + greeting.to()).start(() -> send(streams));
      try {
        readAnswers(streams);
      } finally {
        sender.interrupt();
      }
    } catch (IOException e) {
      LOG.debug("raft: connection with {} ended", greeting.to(), e);
      end(String.valueOf(e.getMessage()));
    } finally {
      end("closed");
    }
  }

  /** Closes the connection and fails what is under way. */
  void end(String why) {
    Optional<Connection> closing;
    synchronized (this) {
      ended = true;
      closing = connection;
      connection = Optional.empty();
    }
    closing.ifPresent(Streams::closeQuietly);
    for (Iterator<Long> numbers = calls.keySet().iterator(); numbers.hasNext(); ) {
      fail(numbers.next(), "no answer from " + greeting.to() + ": " + why, false);
    }
  }

  private Connection connect() throws IOException {
    var dialed = dial.dial();
    synchronized (this) {
      if (!ended) {
        heardNanos = System.nanoTime();
        connection = Optional.of(dialed);
        return dialed;
      }
    }
    dialed.close();
    throw new IOException("ended while dialing");
  }

  private void send(Streams streams) {
    try {
      writer.run(streams.out());
    } catch (IOException e) {
      end(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      end("closed");
    }
  }

  private void readAnswers(Streams streams) throws IOException {
    while (true) {
      var frame = Frame.readFrom(streams.in());
      heardNanos = System.nanoTime();
      var call = calls.remove(frame.call());
      if (call != null) {
        call.callback().accept(new Answer.Body(frame.body()));
      }
    }
  }

  private void fail(long number, String why, boolean timedOut) {
    var call = calls.remove(number);
    if (call != null) {
      var failed = new Answer.Failed(new CallFailedException(why, timedOut));
      Thread.ofVirtual().name("raft-call-failed").start(() -> call.callback().accept(failed));
    }
  }
}

package praetor.agent.rpc.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import praetor.agent.rpc.stream.Deadline;
import praetor.agent.rpc.yamux.YamuxSession;
import praetor.agent.rpc.yamux.YamuxStream;

/**
 * The session with one server: being opened, open, ended. Its streams are used by one call at a
 * time, the latest first. Safe for any thread.
 */
final class PooledSession {
  private final CompletableFuture<YamuxSession> session = new CompletableFuture<>();
  private final int idleStreamsMax;
  private final Consumer<PooledSession> onEnd;

  // Guarded by this.
  private final ArrayDeque<YamuxStream> idle = new ArrayDeque<>();
  private int calls;
  private long idleSinceNanos = System.nanoTime();
  private boolean retired;

  /**
   * @param dial opens the session, on a thread of its own
   * @param onEnd told when no more calls can begin
   */
  PooledSession(Callable<YamuxSession> dial, int idleStreamsMax, Consumer<PooledSession> onEnd) {
    this.idleStreamsMax = idleStreamsMax;
    this.onEnd = onEnd;
    Thread.ofVirtual().name("rpc-dial").start(() -> open(dial));
  }

  private void open(Callable<YamuxSession> dial) {
    try {
      var opened = dial.call();
      opened.onEnd(this::retire);
      if (!session.complete(opened)) {
        opened.close();
      }
    } catch (Exception e) {
      // Whatever it is, the calls that wait must hear of it.
      retire();
      session.completeExceptionally(e);
    }
  }

  private void retire() {
    synchronized (this) {
      retired = true;
    }
    onEnd.accept(this);
  }

  /** Counts a call in; false when none should begin here any more. */
  synchronized boolean begin() {
    boolean usable = !retired && opened().noneMatch(o -> o.isClosing() || o.isDoubtful());
    if (usable) {
      calls++;
    }
    return usable;
  }

  private Stream<YamuxSession> opened() {
    return session.isDone() && !session.isCompletedExceptionally()
        ? Stream.of(session.join())
        : Stream.empty();
  }

  /** Lets no more calls begin, and closes when the last one has ended. */
  void retireAfterCalls() {
    boolean unused;
    synchronized (this) {
      retired = true;
      unused = calls == 0;
    }
    if (unused) {
      closeSoon();
    }
  }

  private void closeSoon() {
    // Closing may wait for what is being sent.
    Thread.ofVirtual().name("rpc-close").start(this::close);
  }

  /** Waits for the session and takes one of its streams, or opens one. */
  YamuxStream take(Deadline deadline) throws IOException {
    var opened = await(deadline);
    synchronized (this) {
      for (var stream = idle.pollFirst(); stream != null; stream = idle.pollFirst()) {
        if (stream.isReusable()) {
          return stream;
        }
        stream.close();
      }
    }
    return opened.open(deadline);
  }

  private YamuxSession await(Deadline deadline) throws IOException {
    try {
      return session.get(Math.max(1, deadline.leftNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(Deadline.PASSED, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Counts a call out. */
  void end() {
    boolean unused;
    synchronized (this) {
      calls--;
      idleSinceNanos = System.nanoTime();
      unused = retired && calls == 0;
    }
    if (unused) {
      closeSoon();
    }
  }

  /** Keeps a stream for another call, or closes it. */
  void keep(YamuxStream stream) {
    synchronized (this) {
      if (stream.isReusable() && idle.size() < idleStreamsMax && !retired) {
        idle.addFirst(stream);
        return;
      }
    }
    stream.close();
  }

  void closeIfIdle(Duration longest) {
    synchronized (this) {
      if (calls > 0 || System.nanoTime() - idleSinceNanos < longest.toNanos()) {
        return;
      }
      retired = true;
    }
    close();
  }

  void close() {
    retire();
    session.completeExceptionally(new IOException("shutdown"));
    session.thenAccept(YamuxSession::close);
  }
}

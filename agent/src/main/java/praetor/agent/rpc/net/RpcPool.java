package praetor.agent.rpc.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import praetor.agent.rpc.RpcCaller;
import praetor.agent.rpc.RpcException;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.wire.RequestHeader;
import praetor.agent.rpc.yamux.YamuxOptions;
import praetor.agent.rpc.yamux.YamuxSession;
import praetor.model.Bytes;

/**
 * Makes calls over one session for each server, with a stream for each call under way; streams are
 * kept for later calls. A call that waits holds a virtual thread. Safe for any thread.
 */
public final class RpcPool implements RpcCaller {
  /** What was received and not yet taken by a caller, of all sessions together. */
  private static final long BUDGET_BYTES_MIN = 256 << 20;

  /**
   * How connections are kept.
   *
   * @param idleStreamsMax streams kept for later in each session
   * @param sessionIdle a session without calls ends after this time
   * @param dialTimeout how long connecting may take, at most
   * @param replyBytesMax a larger reply is refused
   * @param session of each session
   */
  public record Options(
      int idleStreamsMax,
      Duration sessionIdle,
      Duration dialTimeout,
      int replyBytesMax,
      YamuxOptions session) {
    /** Source: client agents, rpc facts section 2; a snapshot of a large service catalog fits. */
    public static final Options CLIENT =
        new Options(
            32, Duration.ofSeconds(127), Duration.ofSeconds(10), 256 << 20, YamuxOptions.DEFAULT);

    /** Source: servers, rpc facts section 2. */
    public static final Options SERVER =
        new Options(
            64, Duration.ofSeconds(120), Duration.ofSeconds(10), 256 << 20, YamuxOptions.SERVERS);
  }

  private final ServerDialer dialer;
  private final Options options;
  private final YamuxSession.Resources resources;
  private final Map<Target, PooledSession> sessions = new ConcurrentHashMap<>();
  private final AtomicLong sequence = new AtomicLong();
  private final ScheduledFuture<?> sweeps;
  private volatile boolean closed;

  /**
   * @param timers never blocked
   */
  public RpcPool(ServerDialer dialer, Options options, ScheduledExecutorService timers) {
    this.dialer = dialer;
    this.options = options;
    var budget = new ByteBudget(Math.max(BUDGET_BYTES_MIN, Runtime.getRuntime().maxMemory() / 4));
    resources = new YamuxSession.Resources(options.session(), budget, timers);
    long periodNanos = options.sessionIdle().toNanos() / 8;
    sweeps =
        timers.scheduleWithFixedDelay(this::sweep, periodNanos, periodNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public CompletableFuture<Bytes> call(
      Target target, String method, Bytes argument, Duration timeout) {
    var header = new RequestHeader(sequence.incrementAndGet(), method);
    var call = new PooledCall(target, header, argument, timeout, options, resources.budget());
    if (closed) {
      var stopping =
          new RpcException(RpcException.Kind.NOT_SENT, "rpc error getting client: shutdown");
      return CompletableFuture.failedFuture(stopping);
    }
    Thread.ofVirtual().name("rpc-call").start(() -> call.run(this::sessionWith));
    return call.reply();
  }

  @Override
  public Exchange snapshot(Target target, Bytes request, Duration timeout) throws IOException {
    return dialer.snapshot(target, request, timeout);
  }

  /** Sessions open or being opened. */
  public int sessions() {
    return sessions.size();
  }

  /** A session with room for one more call, which the caller has to end. */
  private PooledSession sessionWith(Target target) {
    var session = sessions.compute(target, (_, before) -> begun(before, target));
    if (closed) {
      session.close();
    }
    return session;
  }

  private PooledSession begun(@Nullable PooledSession before, Target target) {
    if (before != null) {
      if (before.begin()) {
        return before;
      }
      before.retireAfterCalls();
    }
    var session = new PooledSession(() -> dial(target), options.idleStreamsMax(), this::forget);
    session.begin();
    return session;
  }

  private YamuxSession dial(Target target) throws IOException {
    var link = dialer.dial(target, FirstByte.MULTIPLEX, options.dialTimeout());
    return YamuxSession.dialed(link, resources);
  }

  private void forget(PooledSession session) {
    sessions.values().remove(session);
  }

  private void sweep() {
    for (var session : sessions.values()) {
      session.closeIfIdle(options.sessionIdle());
    }
  }

  @Override
  public void close() {
    closed = true;
    sweeps.cancel(false);
    sessions.values().forEach(PooledSession::close);
  }
}

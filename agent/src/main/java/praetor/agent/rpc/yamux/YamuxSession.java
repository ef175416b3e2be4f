package praetor.agent.rpc.yamux;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.stream.Deadline;
import praetor.model.DecodeException;
import praetor.model.NetworkErrors;
import praetor.raft.Connection;

/**
 * One connection that carries many streams. Either end opens streams: the one that dialed has the
 * odd numbers.
 *
 * <p>A session ends when its connection does, when the other end does not answer pings, reads
 * nothing or sends what is no yamux; all streams fail then. {@link #close} ends it in good order.
 * Safe for any thread.
 */
public final class YamuxSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(YamuxSession.class);

  static final String SHUTDOWN = "session shutdown";

  /** Source: yamux's AcceptBacklog: streams that an end may open before they are acknowledged. */
  private static final int BACKLOG = 256;

  /** A server has a session with every agent, most of them silent. Large data pass by it. */
  private static final int INPUT_BUFFER_BYTES = 4 << 10;

  /** Grows to this when it is needed. */
  private static final int OUTPUT_BUFFER_BYTES = 32 << 10;

  private static final long NORMAL = 0;
  private static final long PROTOCOL_ERROR = 1;

  /** What is left to be written at an end in good order, and the end itself, get this long. */
  private static final Duration PARTING = Duration.ofSeconds(1);

  private final Connection connection;
  private final YamuxOptions options;
  private final ByteBudget budget;
  private final ScheduledExecutorService timers;
  private final Consumer<YamuxStream> acceptor;
  private final boolean dialed;
  private final FrameQueue queue = new FrameQueue();
  private final Map<Integer, YamuxStream> streams = new ConcurrentHashMap<>();
  private final AtomicInteger nextId;
  private final Semaphore unacknowledged = new Semaphore(BACKLOG);
  private final KeepAlive keepAlive = new KeepAlive();

  // When the writer began with the frame that it writes; 0 when it writes none.
  private volatile long writingSinceNanos;
  private volatile boolean goingAway;

  // Guarded by this.
  private Optional<String> ended = Optional.empty();
  private List<Runnable> onEnd = new ArrayList<>();

  private YamuxSession(
      Connection connection, boolean dialed, Consumer<YamuxStream> acceptor, Resources resources) {
    this.connection = connection;
    this.dialed = dialed;
    this.acceptor = acceptor;
    this.options = resources.options();
    this.budget = resources.budget();
    this.timers = resources.timers();
    nextId = new AtomicInteger(dialed ? 1 : 2);
  }

  /**
   * What sessions are made with.
   *
   * @param budget memory for what was received and not taken
   * @param timers never blocked
   */
  public record Resources(
      YamuxOptions options, ByteBudget budget, ScheduledExecutorService timers) {}

  /** Begins a session on a connection that this side dialed; the other end may open no streams. */
  public static YamuxSession dialed(Connection connection, Resources resources) {
    return start(new YamuxSession(connection, true, YamuxStream::reset, resources));
  }

  /**
   * Begins a session on an accepted connection.
   *
   * @param acceptor called for each new stream on a virtual thread of its own; closes the stream
   */
  public static YamuxSession accepted(
      Connection connection, Consumer<YamuxStream> acceptor, Resources resources) {
    return start(new YamuxSession(connection, false, acceptor, resources));
  }

  private static YamuxSession start(YamuxSession session) {
    Thread.ofVirtual().name("yamux-read").start(session::readAll);
    Thread.ofVirtual().name("yamux-write").start(session::writeAll);
    session.keepAlive.schedule();
    return session;
  }

  /**
   * Whether the other end has not answered for a while. After losses TCP sends ever more rarely: a
   * new connection may be there sooner than this one again.
   */
  public boolean isDoubtful() {
    return keepAlive.isLate();
  }

  /**
   * Opens a stream. The other end may still refuse it.
   *
   * @throws IOException when the session has ended, or too many streams wait to be acknowledged
   */
  public YamuxStream open(Deadline deadline) throws IOException {
    if (!tryBegin(deadline)) {
      throw new IOException("too many streams wait to be acknowledged by " + remote());
    }
    int id = nextId.getAndAdd(2);
    var stream = new YamuxStream(this, id, false);
    streams.put(id, stream);
    keepAlive.wake();
    if (isEnded() || goingAway) {
      streams.remove(id);
      unacknowledged.release();
      throw new IOException(SHUTDOWN);
    }
    control(FrameHeader.window(id, FrameHeader.SYN, 0));
    return stream;
  }

  private boolean tryBegin(Deadline deadline) throws IOException {
    try {
      return unacknowledged.tryAcquire(deadline.leftNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  public String remote() {
    return connection.remote();
  }

  /** Streams open now. */
  public int streams() {
    return streams.size();
  }

  /** Whether no stream can be opened any more. */
  public boolean isClosing() {
    return goingAway || isEnded();
  }

  private synchronized boolean isEnded() {
    return ended.isPresent();
  }

  /** Has an action run once when the session has ended; at once when it has. */
  public void onEnd(Runnable action) {
    synchronized (this) {
      if (ended.isEmpty()) {
        onEnd.add(action);
        return;
      }
    }
    action.run();
  }

  /** Ends the session; what was sent before still leaves, if the other end takes it soon. */
  @Override
  public void close() {
    part(NORMAL, SHUTDOWN);
  }

  private void part(long code, String why) {
    goingAway = true;
    queue.finish(FrameHeader.goAway(code));
    end(why);
    Thread.ofVirtual().name("yamux-end").start(this::closeSoon);
  }

  private void closeSoon() {
    try {
      Thread.sleep(PARTING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    closeConnection();
  }

  private void cutOff(String why) {
    // First the reason: the writer that finds its queue gone closes the connection, and the reader
    // would report its end.
    end(why);
    queue.abandon();
    closeConnection();
  }

  private void end(String why) {
    List<Runnable> actions;
    synchronized (this) {
      if (ended.isPresent()) {
        return;
      }
      ended = Optional.of(why);
      actions = onEnd;
      onEnd = List.of();
    }
    keepAlive.stop();
    streams.values().forEach(stream -> stream.fail(why));
    streams.clear();
    actions.forEach(Runnable::run);
  }

  private void closeConnection() {
    try {
      connection.close();
    } catch (IOException e) {
      LOG.debug("closing the connection with {} failed", remote(), e);
    }
  }

  // What streams use.

  ByteBudget budget() {
    return budget;
  }

  void sendData(int stream, byte[] bytes, int from, int to, Deadline deadline) throws IOException {
    queue.addData(stream, bytes, from, to, deadline);
  }

  void control(FrameHeader header) {
    if (!queue.addControl(header) && !isEnded()) {
      // Not here: this may be a stream's holder, who must not wait for a connection to close.
      Thread.ofVirtual()
          .name("yamux-end")
          .start(() -> cutOff("the other end does not read what it makes this one send"));
    }
  }

  void forget(int id) {
    var stream = streams.remove(id);
    if (stream != null) {
      settle(stream);
    }
  }

  private void settle(YamuxStream stream) {
    if (stream.settle()) {
      unacknowledged.release();
    }
  }

  // The writer.

  private void writeAll() {
    try (var out = new BufferedOutputStream(connection.output(), OUTPUT_BUFFER_BYTES)) {
      for (var frames = queue.take(); !frames.isEmpty(); frames = queue.take()) {
        for (var frame : frames) {
          writingSinceNanos = nonZero(System.nanoTime());
          out.write(frame.header().encode());
          out.write(frame.content().array(), frame.from(), frame.to() - frame.from());
        }
        out.flush();
        writingSinceNanos = 0;
      }
    } catch (IOException e) {
      LOG.debug("writing to {} failed", remote(), e);
      cutOff(text(e));
    } finally {
      closeConnection();
    }
  }

  private static long nonZero(long nanos) {
    return nanos == 0 ? 1 : nanos;
  }

  // The reader.

  private void readAll() {
    try (var in =
        new DataInputStream(new BufferedInputStream(connection.input(), INPUT_BUFFER_BYTES))) {
      var head = new byte[FrameHeader.BYTES];
      while (!isEnded()) {
        in.readFully(head);
        handle(FrameHeader.decode(head), in);
      }
    } catch (DecodeException e) {
      LOG.warn("closing the connection from {}: {}", remote(), e.getMessage());
      part(PROTOCOL_ERROR, e.getMessage());
    } catch (EOFException _) {
      cutOff("EOF");
    } catch (IOException e) {
      LOG.debug("reading from {} failed", remote(), e);
      cutOff(text(e));
    }
  }

  private static String text(IOException e) {
    return NetworkErrors.why("read", e);
  }

  private void handle(FrameHeader frame, DataInputStream in) throws IOException, DecodeException {
    switch (frame.type()) {
      case DATA, WINDOW_UPDATE -> handleStream(frame, in);
      case PING -> {
        if (frame.has(FrameHeader.SYN)) {
          control(FrameHeader.ping(FrameHeader.ACK, frame.length()));
        } else {
          keepAlive.answered(frame.length());
        }
      }
      case GO_AWAY -> {
        goingAway = true;
        if (frame.length() != NORMAL) {
          LOG.warn("{} ends the session with the code {}", remote(), frame.length());
          cutOff("remote end is going away");
        }
      }
    }
  }

  private void handleStream(FrameHeader frame, DataInputStream in)
      throws IOException, DecodeException {
    if (frame.has(FrameHeader.SYN)) {
      accept(frame.stream());
    }
    var stream = streams.get(frame.stream());
    if (stream == null) {
      if (frame.type() == FrameHeader.Type.DATA) {
        in.skipNBytes(frame.length());
      }
      return;
    }
    if (frame.has(FrameHeader.ACK)) {
      stream.accepted();
      settle(stream);
    }
    if (frame.type() == FrameHeader.Type.WINDOW_UPDATE) {
      stream.credit(frame.length());
    } else if (frame.length() > 0) {
      receive(stream, frame, in);
    }
    if (frame.has(FrameHeader.RST)) {
      stream.remoteReset();
      forget(frame.stream());
    } else if (frame.has(FrameHeader.FIN)) {
      stream.remoteFinish();
    }
  }

  private void receive(YamuxStream stream, FrameHeader frame, DataInputStream in)
      throws IOException, DecodeException {
    if (frame.length() > stream.receiveWindow()) {
      throw new DecodeException("yamux: receive window exceeded");
    }
    if (!budget.tryTake(frame.length())) {
      LOG.warn("refusing data from {}: too much is waiting to be read", remote());
      in.skipNBytes(frame.length());
      stream.reset();
      return;
    }
    var bytes = new byte[(int) frame.length()];
    try {
      in.readFully(bytes);
    } catch (IOException e) {
      budget.give(bytes.length);
      throw e;
    }
    stream.take(bytes);
  }

  private void accept(int id) throws DecodeException {
    boolean own = (id & 1) == (dialed ? 1 : 0);
    if (id == 0 || own) {
      throw new DecodeException("yamux: a stream may not have the number " + id);
    }
    if (streams.containsKey(id)) {
      throw new DecodeException("yamux: duplicate stream " + id);
    }
    if (isClosing() || dialed || streams.size() >= options.streamsMax()) {
      control(FrameHeader.window(id, FrameHeader.RST, 0));
      return;
    }
    var stream = new YamuxStream(this, id, true);
    streams.put(id, stream);
    keepAlive.wake();
    control(FrameHeader.window(id, FrameHeader.ACK, 0));
    Thread.ofVirtual().name("yamux-stream").start(() -> acceptor.accept(stream));
  }

  /** Looks at the times of the session and asks whether the other end is there. */
  private final class KeepAlive {
    // Guarded by this. Numbers as Consul's agents count them, from 0.
    private long number = -1;
    private long lastNanos = System.nanoTime();
    private boolean waiting;
    private boolean stopped;
    // The next look is as far away as an idle session allows.
    private boolean rests;
    private Optional<Future<?>> next = Optional.empty();

    synchronized void schedule() {
      if (stopped) {
        return;
      }
      rests = streams.isEmpty() && !waiting;
      try {
        long nanos = options.tick(rests).toNanos();
        next = Optional.of(timers.schedule(this::tick, nanos, TimeUnit.NANOSECONDS));
      } catch (RejectedExecutionException e) {
        LOG.debug("the agent is stopping", e);
        Thread.ofVirtual().name("yamux-end").start(() -> cutOff(SHUTDOWN));
      }
    }

    /** A stream was opened. */
    synchronized void wake() {
      if (rests) {
        next.ifPresent(look -> look.cancel(false));
        schedule();
      }
    }

    synchronized void stop() {
      stopped = true;
    }

    synchronized void answered(long answer) {
      if (answer == number) {
        waiting = false;
      }
    }

    private void tick() {
      var late = late();
      if (late.isPresent()) {
        // Closing may wait, and timers must not.
        Thread.ofVirtual().name("yamux-end").start(() -> cutOff(late.get()));
        return;
      }
      streams.values().stream()
          .filter(stream -> stream.closingNanos() > options.closeTimeout().toNanos())
          .forEach(YamuxStream::reset);
      schedule();
    }

    private Optional<String> late() {
      long writing = writingSinceNanos;
      long now = System.nanoTime();
      if (writing != 0 && now - writing > options.writeTimeout().toNanos()) {
        return Optional.of("connection write timeout");
      }
      long openTimeout = options.openTimeout().toNanos();
      if (streams.values().stream()
          .anyMatch(stream -> stream.isPending() && stream.ageNanos() > openTimeout)) {
        return Optional.of("timeout of an opened stream");
      }
      return ping(now) ? Optional.empty() : Optional.of("keepalive timeout");
    }

    synchronized boolean isLate() {
      return waiting && System.nanoTime() - lastNanos > options.doubtAfter().toNanos();
    }

    /** Asks when it is time to; false when the last question was not answered in time. */
    private synchronized boolean ping(long now) {
      if (waiting) {
        return now - lastNanos <= options.writeTimeout().toNanos();
      }
      var interval = streams.isEmpty() ? options.keepAliveIdle() : options.keepAlive();
      if (now - lastNanos >= interval.toNanos()) {
        waiting = true;
        lastNanos = now;
        number = (number + 1) & 0xffff_ffffL;
        control(FrameHeader.ping(FrameHeader.SYN, number));
      }
      return true;
    }
  }
}

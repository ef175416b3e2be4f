package praetor.gossip.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.gossip.serf.Serf;
import praetor.gossip.swim.PauseDetector;
import praetor.gossip.swim.Timers;
import praetor.gossip.wire.Endpoint;

/**
 * The one thread that owns the state machine: it takes datagrams, commands and time, in that order,
 * so that answers that came while it was held up count before their time is over.
 */
final class GossipLoop {
  private static final Logger LOG = LoggerFactory.getLogger(GossipLoop.class);

  private static final int DATAGRAM_MAX_BYTES = 65_536;

  /** After that many datagrams, others than the network get their turn. */
  private static final int DATAGRAMS_PER_ROUND = 512;

  private static final int COMMANDS_MAX = 16_384;

  private static final long WAIT_MS_MAX = 1_000;

  private final Serf serf;
  private final DatagramChannel channel;
  private final Selector selector;
  private final Runnable afterRound;
  private final PauseDetector pauses = new PauseDetector(System.nanoTime());
  private final BlockingQueue<Consumer<Serf>> commands = new LinkedBlockingQueue<>(COMMANDS_MAX);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ByteBuffer in = ByteBuffer.allocateDirect(DATAGRAM_MAX_BYTES);
  private final byte[] packet = new byte[DATAGRAM_MAX_BYTES];
  private final Thread thread;

  /**
   * @param afterRound called on the loop when inputs were worked on
   */
  GossipLoop(String name, Serf serf, DatagramChannel channel, Runnable afterRound)
      throws IOException {
    this.serf = serf;
    this.channel = channel;
    this.afterRound = afterRound;
    this.selector = Selector.open();
    channel.register(selector, SelectionKey.OP_READ);
    this.thread = Thread.ofPlatform().daemon().name("gossip-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Hands in a command.
   *
   * @throws IllegalStateException if the loop is closed, or has far too much to do
   */
  void execute(Consumer<Serf> command) {
    if (closed.get() || !commands.offer(command)) {
      throw new IllegalStateException(closed.get() ? "gossip is closed" : "gossip is overloaded");
    }
    if (closed.get() && commands.remove(command)) {
      // It ended in between: nobody works on the command any more.
      throw new IllegalStateException("gossip is closed");
    }
    selector.wakeup();
  }

  boolean isClosed() {
    return closed.get();
  }

  /**
   * Asks the state that a closed loop ended with.
   *
   * @throws IllegalStateException if the loop does not end
   */
  <T> T ended(Function<Serf, T> question) {
    join();
    if (thread.isAlive()) {
      throw new IllegalStateException("gossip does not end");
    }
    synchronized (serf) {
      return question.apply(serf);
    }
  }

  boolean isLoop() {
    return Thread.currentThread().equals(thread);
  }

  void close() {
    if (closed.compareAndSet(false, true)) {
      selector.wakeup();
      if (!isLoop()) {
        join();
      }
    }
  }

  private void join() {
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed.get()) {
      try {
        round();
      } catch (ClosedChannelException e) {
        LOG.debug("the gossip socket was closed", e);
        break;
      } catch (IOException e) {
        LOG.warn("gossip could not receive", e);
      } catch (RuntimeException | OutOfMemoryError e) {
        // Memory may be short for a moment; a member that falls silent would be taken for dead.
        LOG.error("gossip failed at one input and goes on", e);
      }
    }
    closed.set(true);
    Sockets.closeQuietly(selector);
  }

  private void round() throws IOException {
    sleep();
    tellTime();
    receive();
    obey();
    tellTime();
    serf.runDue();
    afterRound.run();
  }

  private void sleep() throws IOException {
    long before = System.nanoTime();
    long due = serf.nextNanos();
    long waitMs =
        due == Timers.NEVER
            ? WAIT_MS_MAX
            : Math.clamp((due - before + 999_999) / 1_000_000, 0, WAIT_MS_MAX);
    if (!commands.isEmpty() || waitMs == 0) {
      selector.selectNow();
    } else {
      tellTime();
      pauses.restsUntil(before + TimeUnit.MILLISECONDS.toNanos(waitMs));
      selector.select(waitMs);
    }
    selector.selectedKeys().clear();
  }

  private void tellTime() {
    long now = System.nanoTime();
    serf.advance(now);
    pauses.runs(now).ifPresent(serf::paused);
  }

  private void receive() throws IOException {
    for (int i = 0; i < DATAGRAMS_PER_ROUND; i++) {
      in.clear();
      if (!(channel.receive(in) instanceof InetSocketAddress from)) {
        return;
      }
      in.flip();
      int length = in.remaining();
      in.get(packet, 0, length);
      serf.advance(System.nanoTime());
      serf.packet(Endpoint.of(from.getAddress(), from.getPort()), packet, length);
    }
  }

  private void obey() {
    for (var command = commands.poll(); command != null; command = commands.poll()) {
      serf.advance(System.nanoTime());
      command.accept(serf);
    }
  }

  /** Sends a datagram; what cannot be sent is lost, as datagrams are. Called on the loop. */
  void send(Endpoint to, byte[] bytes) {
    try {
      var address = new InetSocketAddress(InetAddress.getByAddress(to.ip().array()), to.port());
      channel.send(ByteBuffer.wrap(bytes), address);
    } catch (UnknownHostException e) {
      LOG.debug("{} is no address", to, e);
    } catch (IOException e) {
      LOG.debug("a packet to {} was not sent", to, e);
    }
  }
}

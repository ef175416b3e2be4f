package praetor.gossip.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.gossip.GossipMeter;
import praetor.gossip.Output;
import praetor.gossip.swim.Outcome;
import praetor.gossip.wire.Keyring;
import praetor.gossip.wire.Message;
import praetor.gossip.wire.StreamCodec;
import praetor.gossip.wire.StreamMessage;
import praetor.gossip.wire.WireOptions;
import praetor.model.DecodeException;
import praetor.model.NetworkErrors;

/**
 * The streams of a member, those it opens and those it accepts. Each has a virtual thread, which
 * also encrypts and compresses: a large state does not hold up the loop.
 */
final class Streams {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

  /** Source: memberlist refuses more push/pulls at the same time. */
  private static final int ACCEPTED_MAX = 128;

  /** Out of file handles, for example: there is no use in trying again at once. */
  private static final long PAUSE_MS = 100;

  private static final Duration ACCEPT_END_MAX = Duration.ofSeconds(5);

  /** What the streams hand over to the loop. */
  interface Inbox {
    void request(long stream, StreamMessage request);

    void ended(long id, Outcome outcome);
  }

  private final ServerSocket server;
  private final WireOptions wire;
  private final Duration timeout;
  private final GossipMeter meter;
  private final Inbox inbox;
  private final StreamMemory memory = new StreamMemory(Runtime.getRuntime().maxMemory());
  private final SecureRandom random = new SecureRandom();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Optional<StreamMessage>>> waiting =
      new ConcurrentHashMap<>();
  private final Thread accepting;
  private volatile Keyring keyring;
  private volatile long localBytes;
  private volatile long remoteBytes;

  Streams(
      ServerSocket server,
      WireOptions wire,
      Keyring keyring,
      Duration timeout,
      GossipMeter meter,
      Inbox inbox) {
    this.server = server;
    this.wire = wire;
    this.keyring = keyring;
    this.timeout = timeout;
    this.meter = meter;
    this.inbox = inbox;
    accepting =
        Thread.ofVirtual().name("gossip-accept-" + server.getLocalPort()).unstarted(this::accept);
  }

  void start() {
    accepting.start();
  }

  /** Accepts no more. The socket listens until the thread in accept has noticed its end. */
  void close() {
    Sockets.closeQuietly(server);
    try {
      if (accepting.isAlive() && !accepting.join(ACCEPT_END_MAX)) {
        LOG.warn("the gossip port still accepts streams");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  void keyring(Keyring changed) {
    keyring = changed;
  }

  /** Answers an accepted stream, or only closes it. */
  void answer(long stream, Optional<StreamMessage> answer) {
    var future = waiting.remove(stream);
    if (future != null) {
      future.complete(answer);
    }
  }

  private StreamCodec codec() {
    return new StreamCodec(wire, keyring, random);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        meter.count(GossipMeter.Count.TCP_ACCEPT, 1);
        if (accepted.get() >= ACCEPTED_MAX) {
          LOG.error("Too many pending push/pull requests");
          Sockets.closeQuietly(socket);
        } else {
          accepted.incrementAndGet();
          Thread.ofVirtual().name("gossip-stream").start(() -> serve(socket));
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("a gossip stream could not be accepted", e);
          pause();
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (var peer = StreamPeer.accepted(socket, timeout, memory)) {
      serve(peer);
    } catch (IOException e) {
      LOG.debug("a gossip stream ended", e);
    } finally {
      accepted.decrementAndGet();
    }
  }

  private void serve(StreamPeer peer) throws IOException {
    var codec = codec();
    try {
      var bytes = peer.read();
      if (bytes.isEmpty()) {
        return;
      }
      if (!codec.isOfThisPool(bytes.get())) {
        LOG.warn("discarding a stream with an unacceptable label");
        return;
      }
      var request = memory.decode(codec, bytes.get());
      came(request, bytes.get());
      var answer = ask(request, peer.left());
      if (answer.isPresent()) {
        peer.write(went(answer.get(), codec.encode(answer.get())));
      }
    } catch (DecodeException e) {
      // Source: what memberlist writes into its log.
      LOG.error("failed to receive: {} from={}", e.getMessage(), peer.remote());
      peer.write(codec.encode(new StreamMessage.Failure(e.getMessage())));
    }
  }

  private Optional<StreamMessage> ask(StreamMessage request, Duration left) throws IOException {
    long id = ids.incrementAndGet();
    var future = new CompletableFuture<Optional<StreamMessage>>();
    waiting.put(id, future);
    try {
      inbox.request(id, request);
      return future.get(left.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      throw new IOException("gossip gave no answer in time", e);
    } finally {
      waiting.remove(id);
    }
  }

  /** Opens a stream for the loop, which hears of the outcome. */
  void exchange(Output.Exchange exchange) {
    Thread.ofVirtual()
        .name("gossip-exchange")
        .start(() -> inbox.ended(exchange.id(), run(exchange)));
  }

  private Outcome run(Output.Exchange exchange) {
    StreamPeer connected;
    try {
      connected = StreamPeer.connect(exchange.to(), exchange.timeout(), memory);
    } catch (IOException e) {
      return failed(exchange, e, String.valueOf(e.getMessage()));
    }
    try (var peer = connected) {
      return talk(peer, exchange);
    } catch (IOException e) {
      return failed(exchange, e, NetworkErrors.why("read", e));
    } catch (DecodeException e) {
      return failed(exchange, e, String.valueOf(e.getMessage()));
    }
  }

  private Outcome talk(StreamPeer peer, Output.Exchange exchange)
      throws IOException, DecodeException {
    var codec = codec();
    meter.count(GossipMeter.Count.TCP_CONNECT, 1);
    peer.write(went(exchange.request(), codec.encode(exchange.request())));
    if (!exchange.answered()) {
      return new Outcome.Sent();
    }
    var answer = peer.read();
    if (answer.isEmpty()) {
      return new Outcome.Failed("EOF");
    }
    var decoded = memory.decode(codec, answer.get());
    came(decoded, answer.get());
    return new Outcome.Answered(decoded);
  }

  private static Outcome failed(Output.Exchange exchange, Exception e, String why) {
    var what = exchange.request() instanceof Message.Ping ? "ping" : "push/pull";
    LOG.debug("a {} with {} failed", what, exchange.to(), e);
    return new Outcome.Failed(why);
  }

  private byte[] went(StreamMessage message, byte[] bytes) {
    meter.count(GossipMeter.Count.TCP_SENT, bytes.length);
    if (message instanceof StreamMessage.PushPull) {
      localBytes = bytes.length;
    }
    return bytes;
  }

  private void came(StreamMessage message, byte[] bytes) {
    if (message instanceof StreamMessage.PushPull) {
      remoteBytes = bytes.length;
    }
  }

  Gossip.ExchangedBytes exchangedBytes() {
    return new Gossip.ExchangedBytes(localBytes, remoteBytes);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package praetor.agent.rpc.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Connection;

/**
 * HTTP/2 over a connection. Netty's codec does the protocol, in a channel without a socket: bytes
 * that arrive are pushed into it, and what comes out of it is written, both under one lock. Calls
 * run on virtual threads of their own.
 */
final class GrpcConnection {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcConnection.class);

  private static final int BUFFER_BYTES = 4 << 10;

  /** A client agent follows one service with each stream. */
  private static final int STREAMS_MAX = 16_384;

  /** Requests have a token and a few names. */
  private static final int HEADER_BYTES_MAX = 16 << 10;

  /** How often the other end is asked whether it is there. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

  /** How long the other end may take nothing. */
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(10);

  private final Connection connection;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock, and the output too.
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private volatile long readNanos = System.nanoTime();

  GrpcConnection(Connection connection, GrpcMethods methods) {
    this.connection = connection;
    channel.config().setAllocator(new UnpooledByteBufAllocator(false));
    var settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(STREAMS_MAX)
            .maxHeaderListSize(HEADER_BYTES_MAX);
    var codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(settings)
            .gracefulShutdownTimeoutMillis(0)
            .build();
    channel.pipeline().addLast(codec, new GrpcFrames(this, methods));
  }

  /** Serves calls until the connection ends. */
  void serve() throws IOException {
    var watch = Thread.ofVirtual().name("grpc-watch").start(this::watch);
    try {
      var out = connection.output();
      work(() -> {}, out);
      var in = connection.input();
      var buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0 && channel.isOpen(); n = in.read(buffer)) {
        readNanos = System.nanoTime();
        var bytes = Unpooled.wrappedBuffer(Arrays.copyOf(buffer, n));
        work(() -> channel.writeInbound(bytes), out);
      }
    } catch (RuntimeException e) {
      throw new IOException("what " + remote() + " sends breaks HTTP/2", e);
    } finally {
      watch.interrupt();
      end();
    }
  }

  /**
   * Sends a frame of a stream.
   *
   * @return completed when it has left, which it does when the other end has room for it
   */
  CompletableFuture<Void> send(Http2StreamFrame frame) throws IOException {
    var left = new CompletableFuture<Void>();
    work(
        () ->
            channel
                .writeAndFlush(frame)
                .addListener(
                    written -> {
                      if (written.isSuccess()) {
                        left.complete(null);
                      } else {
                        left.completeExceptionally(written.cause());
                      }
                    }),
        connection.output());
    return left;
  }

  String remote() {
    return connection.remote();
  }

  /** Has the channel do something, and writes what comes out of it. */
  private void work(Runnable action, OutputStream out) throws IOException {
    if (!acquire()) {
      throw new IOException("the other end takes nothing");
    }
    try {
      action.run();
      channel.runPendingTasks();
      drain(out);
    } finally {
      lock.unlock();
    }
  }

  private boolean acquire() throws IOException {
    try {
      return lock.tryLock(WRITE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void drain(OutputStream out) throws IOException {
    boolean written = false;
    for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
      try {
        bytes.readBytes(out, bytes.readableBytes());
        written = true;
      } finally {
        bytes.release();
      }
    }
    if (written) {
      out.flush();
    }
  }

  /** Asks now and then whether the other end is there, and cuts the connection if it is not. */
  private void watch() {
    try {
      while (true) {
        Thread.sleep(KEEP_ALIVE);
        boolean silent = System.nanoTime() - readNanos > KEEP_ALIVE.multipliedBy(2).toNanos();
        if (silent || !ping()) {
          LOG.debug("{} does not answer", remote());
          connection.close();
          return;
        }
      }
    } catch (InterruptedException _) {
      // The connection has ended.
    } catch (IOException e) {
      LOG.debug("the connection from {} ended", remote(), e);
    }
  }

  /** Sends a ping; false when the lock is held by a write that is stuck. */
  private boolean ping() throws InterruptedException, IOException {
    if (!lock.tryLock(WRITE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    try {
      channel.writeAndFlush(new DefaultHttp2PingFrame(0));
      drain(connection.output());
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void end() throws IOException {
    // First: a write that is stuck in it holds the lock.
    connection.close();
    lock.lock();
    try {
      channel.finishAndReleaseAll();
    } finally {
      lock.unlock();
    }
  }
}

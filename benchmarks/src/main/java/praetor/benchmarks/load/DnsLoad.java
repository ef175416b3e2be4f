package praetor.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps a number of UDP sockets busy with one DNS query each until the time ends. */
public final class DnsLoad {

  /** RFC 1035 section 3.2.2. */
  public static final int A = 1;

  /** RFC 2782. */
  public static final int SRV = 33;

  private static final int HEADER_BYTES = 12;
  private static final long LOST_NANOS = 1_000_000_000L;

  private final int port;
  private final int sockets;

  public DnsLoad(int port, int sockets) {
    this.port = port;
    this.sockets = sockets;
  }

  /** Asks the same question all the time, on the caller's thread. */
  public LoadResult run(String name, int type, Duration time) throws IOException {
    try (var selector = Selector.open()) {
      var run = new Run(selector, query(name, type));
      try {
        return run.untilEnd(time.toNanos());
      } finally {
        run.close();
      }
    }
  }

  /** A query with recursion desired and without EDNS. Source: RFC 1035 section 4.1. */
  private static byte[] query(String name, int type) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (String label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(US_ASCII));
    }
    out.writeBytes(new byte[] {0, 0, (byte) type, 0, 1});
    return out.toByteArray();
  }

  private static final class Socket {
    final DatagramChannel channel;
    short id;
    long sentNanos;

    Socket(DatagramChannel channel) {
      this.channel = channel;
    }
  }

  private final class Run {

    private final ByteBuffer query;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1_024);
    private final Selector selector;
    private final List<Socket> open = new ArrayList<>();
    private final Latencies latencies = new Latencies();
    private long failures;
    private long bytes;

    Run(Selector selector, byte[] query) throws IOException {
      this.selector = selector;
      this.query = ByteBuffer.allocateDirect(query.length).put(query);
      for (int i = 0; i < sockets; i++) {
        var channel = DatagramChannel.open();
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        var socket = new Socket(channel);
        channel.register(selector, SelectionKey.OP_READ, socket);
        open.add(socket);
      }
    }

    LoadResult untilEnd(long timeNanos) throws IOException {
      long startNanos = System.nanoTime();
      for (var socket : open) {
        send(socket);
      }
      long checkedNanos = startNanos;
      while (System.nanoTime() - startNanos < timeNanos) {
        selector.select(this::ready, 100);
        if (System.nanoTime() - checkedNanos > LOST_NANOS) {
          checkedNanos = System.nanoTime();
          resendLost();
        }
      }
      long wallNanos = System.nanoTime() - startNanos;
      long[] percentiles = latencies.medianAndP99();
      return new LoadResult(
          latencies.count(), failures, bytes, wallNanos, percentiles[0], percentiles[1]);
    }

    private void send(Socket socket) throws IOException {
      socket.sentNanos = System.nanoTime();
      query.putShort(0, ++socket.id);
      socket.channel.write(query.rewind());
    }

    private void ready(SelectionKey key) {
      var socket = (Socket) key.attachment();
      try {
        int read = socket.channel.read(in.clear());
        if (read < HEADER_BYTES || in.getShort(0) != socket.id) {
          return;
        }
        bytes += read;
        latencies.add(System.nanoTime() - socket.sentNanos);
        boolean refused = (in.get(3) & 0x0f) != 0;
        boolean empty = in.getShort(6) == 0;
        if (refused || empty) {
          failures++;
        }
        send(socket);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void resendLost() throws IOException {
      for (var socket : open) {
        if (System.nanoTime() - socket.sentNanos > LOST_NANOS) {
          failures++;
          send(socket);
        }
      }
    }

    void close() throws IOException {
      for (var socket : open) {
        socket.channel.close();
      }
    }
  }
}

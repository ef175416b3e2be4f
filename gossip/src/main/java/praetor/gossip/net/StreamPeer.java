package praetor.gossip.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.StreamFramer;
import praetor.model.DecodeException;
import praetor.model.NetworkErrors;

/** One connection: a message each way, and a deadline for all of it. */
final class StreamPeer implements AutoCloseable {
  private static final int BUFFER_BYTES = 16_384;

  private final Socket socket;
  private final long deadlineNanos;
  private final StreamMemory memory;
  private int taken;

  private StreamPeer(Socket socket, long deadlineNanos, StreamMemory memory) {
    this.socket = socket;
    this.deadlineNanos = deadlineNanos;
    this.memory = memory;
  }

  static StreamPeer accepted(Socket socket, Duration timeout, StreamMemory memory) {
    return new StreamPeer(socket, System.nanoTime() + timeout.toNanos(), memory);
  }

  static StreamPeer connect(Endpoint to, Duration timeout, StreamMemory memory) throws IOException {
    var peer = new StreamPeer(new Socket(), System.nanoTime() + timeout.toNanos(), memory);
    try {
      var address = new InetSocketAddress(InetAddress.getByAddress(to.ip().array()), to.port());
      peer.socket.connect(address, peer.leftMs());
      return peer;
    } catch (IOException e) {
      peer.close();
      throw new IOException("dial tcp " + to + ": " + NetworkErrors.why("connect", e), e);
    }
  }

  /** Whoever is at the other end, for messages. */
  String remote() {
    return socket.getRemoteSocketAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress() + ":" + address.getPort()
        : "";
  }

  void write(byte[] message) throws IOException {
    var out = socket.getOutputStream();
    out.write(message);
    out.flush();
  }

  /** Reads one message; absent when the other side closes without one. */
  Optional<byte[]> read() throws IOException, DecodeException {
    var framer = new StreamFramer();
    var buffer = new byte[BUFFER_BYTES];
    while (true) {
      socket.setSoTimeout(leftMs());
      int length = socket.getInputStream().read(buffer);
      if (length < 0) {
        return Optional.empty();
      }
      memory.take(length);
      taken += length;
      if (framer.feed(buffer, length)) {
        return Optional.of(framer.message());
      }
    }
  }

  /** What remains until the deadline. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  private int leftMs() throws SocketTimeoutException {
    long ms = left().toMillis();
    if (ms <= 0) {
      throw new SocketTimeoutException("i/o timeout");
    }
    return (int) Math.min(ms, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    memory.give(taken);
    taken = 0;
    Sockets.closeQuietly(socket);
  }
}

package praetor.benchmarks.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A kept-alive connection with at most one request under way. Owned by the load's thread. */
final class HttpConnection implements AutoCloseable {

  /** Position among the load's connections. */
  final int number;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final AnswerParser parser = new AnswerParser();
  private ByteBuffer unsent = ByteBuffer.allocate(0);
  private long sentNanos;

  HttpConnection(int number, int port, Selector selector) throws IOException {
    this.number = number;
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    key = channel.register(selector, SelectionKey.OP_READ, this);
  }

  /** Sends a request; the buffer may be used again afterwards. */
  void send(ByteBuffer request) throws IOException {
    sentNanos = System.nanoTime();
    channel.write(request);
    if (request.hasRemaining()) {
      unsent = ByteBuffer.allocate(request.remaining()).put(request).flip();
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
  }

  /** Does what the socket is ready for; whether an answer ended. */
  boolean ready(ByteBuffer scratch) throws IOException {
    if (key.isWritable()) {
      channel.write(unsent);
      if (!unsent.hasRemaining()) {
        key.interestOps(SelectionKey.OP_READ);
      }
    }
    if (!key.isReadable()) {
      return false;
    }
    scratch.clear();
    if (channel.read(scratch) < 0) {
      throw new EOFException("the server closed connection " + number);
    }
    return parser.feed(scratch.flip());
  }

  int status() {
    return parser.status();
  }

  long bodyBytes() {
    return parser.bodyBytes();
  }

  long latencyNanos() {
    return System.nanoTime() - sentNanos;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

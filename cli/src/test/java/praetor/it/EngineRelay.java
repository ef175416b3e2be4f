package praetor.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way over TCP to an Engine's socket, whose connections break when a test says so. */
final class EngineRelay implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final UnixDomainSocketAddress engine;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();

  EngineRelay(String dockerHost) throws IOException {
    engine = UnixDomainSocketAddress.of(dockerHost.substring("unix://".length()));
    Thread.ofVirtual().start(this::accept);
  }

  String host() {
    return "tcp://127.0.0.1:" + listener.getLocalPort();
  }

  /** Breaks all connections there are. */
  void cut() throws IOException {
    for (var connection : open) {
      connection.close();
    }
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        var from = listener.accept();
        var to = SocketChannel.open(StandardProtocolFamily.UNIX);
        to.connect(engine);
        open.addAll(List.of(from, to));
        var in = from.getInputStream();
        var out = from.getOutputStream();
        Thread.ofVirtual().start(() -> copy(in, Channels.newOutputStream(to), to));
        Thread.ofVirtual().start(() -> copy(Channels.newInputStream(to), out, from));
      }
    } catch (IOException _) {
      // Closed: the test is over.
    }
  }

  private static void copy(InputStream in, OutputStream out, Closeable end) {
    try (end) {
      in.transferTo(out);
    } catch (IOException _) {
      // Cut, or one side has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}

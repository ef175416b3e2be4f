package praetor.dns.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the connections of one address; each has a virtual thread. */
final class TcpListener {
  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

  /** Out of file handles, for example: there is no use in trying again at once. */
  private static final long PAUSE_MS = 100;

  private static final Duration ACCEPT_END_MAX = Duration.ofSeconds(5);

  private final ServerSocket server;
  private final AnswersFactory factory;
  private final DnsLimits limits;
  private final Set<TcpConnection> open = ConcurrentHashMap.newKeySet();
  private final Thread accepting;

  TcpListener(ServerSocket server, AnswersFactory factory, DnsLimits limits) {
    this.server = server;
    this.factory = factory;
    this.limits = limits;
    accepting = Thread.ofVirtual().name("dns-tcp-" + server.getLocalPort()).unstarted(this::run);
  }

  void start() {
    accepting.start();
  }

  void close() {
    DnsServer.closeQuietly(server);
    awaitLastAccept();
    open.forEach(TcpConnection::close);
  }

  /** The socket listens until the thread in accept has noticed that it is closed. */
  private void awaitLastAccept() {
    try {
      if (accepting.isAlive() && !accepting.join(ACCEPT_END_MAX)) {
        LOG.warn("a DNS port still accepts connections");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!server.isClosed()) {
      try {
        accept(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("a DNS connection could not be accepted", e);
          pause();
        }
      }
    }
  }

  private void accept(Socket socket) {
    if (open.size() >= limits.connectionsMax()) {
      // An asker that does not take its answers holds its connection until someone else needs it.
      open.stream().filter(TcpConnection::isStuck).forEach(TcpConnection::close);
    }
    if (open.size() >= limits.connectionsMax()) {
      LOG.debug("too many DNS connections: one is closed");
      DnsServer.closeQuietly(socket);
      return;
    }
    var connection = new TcpConnection(socket, factory, limits);
    open.add(connection);
    Thread.ofVirtual().name("dns-tcp-connection").start(() -> serve(connection));
  }

  private void serve(TcpConnection connection) {
    try {
      connection.run();
    } catch (IOException e) {
      // The asker left or kept silent too long.
      LOG.trace("a DNS connection ended", e);
    } catch (RuntimeException e) {
      LOG.error("a DNS question over TCP could not be answered", e);
    } finally {
      connection.close();
      open.remove(connection);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

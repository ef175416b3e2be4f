package praetor.dns.net;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the connections of one address; each has a virtual thread. */
final class TcpListener {
  private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

  private final ServerSocket server;
  private final AnswersFactory factory;
  private final DnsLimits limits;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  TcpListener(ServerSocket server, AnswersFactory factory, DnsLimits limits) {
    this.server = server;
    this.factory = factory;
    this.limits = limits;
  }

  void start() {
    Thread.ofVirtual().name("dns-tcp-" + server.getLocalPort()).start(this::run);
  }

  void close() {
    DnsServer.closeQuietly(server);
    open.forEach(DnsServer::closeQuietly);
  }

  private void run() {
    while (!server.isClosed()) {
      try {
        accept(server.accept());
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("a DNS connection could not be accepted", e);
        }
      }
    }
  }

  private void accept(Socket socket) {
    if (open.size() >= limits.connectionsMax()) {
      LOG.debug("too many DNS connections: one is closed");
      DnsServer.closeQuietly(socket);
      return;
    }
    open.add(socket);
    Thread.ofVirtual()
        .name("dns-tcp-connection")
        .start(
            () -> {
              try (socket) {
                new TcpConnection(socket, factory, limits).run();
              } catch (IOException e) {
                // The asker left or kept silent too long.
                LOG.trace("a DNS connection ended", e);
              } catch (RuntimeException e) {
                LOG.error("a DNS question over TCP could not be answered", e);
              } finally {
                open.remove(socket);
              }
            });
  }
}

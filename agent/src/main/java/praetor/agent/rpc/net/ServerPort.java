package praetor.agent.rpc.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.rpc.RpcHandler;
import praetor.agent.rpc.stream.ByteBudget;
import praetor.agent.rpc.yamux.YamuxOptions;
import praetor.agent.rpc.yamux.YamuxSession;
import praetor.model.NetworkErrors;
import praetor.raft.Connection;

/**
 * The server port: accepts connections and hands them to what their first byte names. Each has a
 * virtual thread, and a few seconds to say what it wants. Safe for any thread.
 */
public final class ServerPort implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.rpc");

  private static final int BACKLOG = 1_024;

  /** Out of file handles, for example: there is no use in trying again at once. */
  private static final long PAUSE_MS = 100;

  private static final Duration ACCEPT_END_MAX = Duration.ofSeconds(5);

  /** What was received and not yet answered, of all connections together. */
  private static final long BUDGET_BYTES_MIN = 4 << 20;

  private static final int BUDGET_HEAP_FRACTION = 8;

  /** What strangers may send in one call: a request for a certificate and a token are far less. */
  private static final int ANONYMOUS_BYTES_MAX = 256 << 10;

  /**
   * Limits of the port.
   *
   * @param datacenter its name stands in the certificates of other servers
   * @param handshakeTimeout for TLS and the first byte: limits.rpc_handshake_timeout
   * @param connectionsPerClient 0 for no limit: limits.rpc_max_conns_per_client
   * @param argumentBytesMax of one call
   */
  public record Options(
      InetSocketAddress address,
      String datacenter,
      Duration handshakeTimeout,
      int connectionsPerClient,
      int argumentBytesMax) {}

  /**
   * Who answers on the port.
   *
   * @param anonymous answers callers in TLS who show no certificate because they are to get one
   * @param raft serves a connection of another server until it ends, and closes it
   * @param grpc serves a connection that speaks HTTP/2 until it ends
   */
  public record Services(
      RpcHandler calls,
      RpcHandler anonymous,
      Consumer<Connection> raft,
      SnapshotHandler snapshots,
      Consumer<Connection> grpc) {}

  private final ServerSocket server;
  private final Options options;
  private final ScheduledExecutorService timers;
  private final Dispatch dispatch;
  private final ClientCounts clients;
  private final Set<SocketLink> links = ConcurrentHashMap.newKeySet();
  private final Thread accepting = Thread.ofVirtual().name("rpc-accept").unstarted(this::acceptAll);
  private volatile boolean closed;

  private ServerPort(
      ServerSocket server,
      Options options,
      Services services,
      Supplier<RpcTls> tls,
      ScheduledExecutorService timers) {
    this.server = server;
    this.options = options;
    this.timers = timers;
    clients = new ClientCounts(options.connectionsPerClient());
    long heap = Runtime.getRuntime().maxMemory();
    var budget = new ByteBudget(Math.max(BUDGET_BYTES_MIN, heap / BUDGET_HEAP_FRACTION));
    var sessions = new YamuxSession.Resources(YamuxOptions.DEFAULT, budget, timers);
    var serving = new RpcServing(services.calls(), options.argumentBytesMax(), budget);
    var anonymous = new RpcServing(services.anonymous(), ANONYMOUS_BYTES_MAX, budget);
    dispatch = new Dispatch(services, serving, anonymous, sessions, tls, options.datacenter());
  }

  /**
   * Binds the port; nobody is served before {@link #start}.
   *
   * @param tls asked for each connection
   * @param timers never blocked
   * @throws IOException one sentence: what cannot be opened and why
   */
  public static ServerPort bind(
      Options options, Services services, Supplier<RpcTls> tls, ScheduledExecutorService timers)
      throws IOException {
    var server = new ServerSocket();
    try {
      server.setReuseAddress(true);
      server.bind(options.address(), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException(refusal(options.address(), e), e);
    }
    return new ServerPort(server, options, services, tls, timers);
  }

  /** Source: what Consul 1.21.4 says when another process has the port. */
  private static String refusal(InetSocketAddress address, IOException e) {
    return "Failed to start Consul server: Failed to start RPC layer: listen tcp "
        + ServerDialer.shown(address)
        + ": "
        + NetworkErrors.why("bind", e);
  }

  /** Begins to accept connections. */
  public void start() {
    accepting.start();
  }

  /** Where it listens, with the port that was taken for port 0. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Limits the connections of each client from now on; 0 for no limit. */
  public void limitConnectionsPerClient(int max) {
    clients.limit(max);
  }

  /** Connections open now. */
  public int connections() {
    return links.size();
  }

  private void acceptAll() {
    while (!closed) {
      try {
        accept(server.accept());
      } catch (IOException e) {
        if (!closed) {
          LOG.error("failed to accept RPC conn: error={}", e.getMessage());
          pause();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(Socket socket) throws IOException {
    var client = socket.getInetAddress().getHostAddress();
    switch (clients.enter(client)) {
      case ACCEPTED -> serve(socket, client);
      case REFUSED -> socket.close();
      case FIRST_REFUSED -> {
        LOG.error(
            "rejecting RPC conn because rpc_max_conns_per_client={} was exceeded: conn=from={}",
            clients.max(),
            socket.getRemoteSocketAddress());
        socket.close();
      }
    }
  }

  private void serve(Socket socket, String client) {
    var remote = ServerDialer.shown((InetSocketAddress) socket.getRemoteSocketAddress());
    var link = new SocketLink(socket, remote, () -> clients.leave(client));
    links.add(link);
    Thread.ofVirtual().name("rpc-conn").start(() -> serve(link, socket));
  }

  private void serve(SocketLink link, Socket socket) {
    try (link) {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      var handshake =
          timers.schedule(
              () -> giveUp(link), options.handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
      try {
        dispatch.serve(link, () -> handshake.cancel(false));
      } finally {
        handshake.cancel(false);
      }
    } catch (IOException | RejectedExecutionException e) {
      LOG.debug("the connection from {} ended", link.remote(), e);
    } finally {
      links.remove(link);
    }
  }

  private static void giveUp(SocketLink link) {
    var what = link.isShaking() ? "TLS handshake failed" : "failed to read byte";
    LOG.error("{}: conn=from={} error=\"i/o timeout\"", what, link.remote());
    closeQuietly(link);
  }

  private static void closeQuietly(SocketLink link) {
    try {
      link.close();
    } catch (IOException e) {
      LOG.debug("closing the connection from {} failed", link.remote(), e);
    }
  }

  /** Accepts no more, tells callers to go elsewhere, and cuts the connections. */
  @Override
  public void close() {
    closed = true;
    try {
      server.close();
    } catch (IOException e) {
      LOG.warn("closing the server port failed", e);
    }
    awaitLastAccept();
    dispatch.close();
    links.forEach(ServerPort::closeQuietly);
  }

  /** The socket listens until the thread in accept has noticed that it is closed. */
  private void awaitLastAccept() {
    try {
      if (accepting.isAlive() && !accepting.join(ACCEPT_END_MAX)) {
        LOG.warn("the server port still accepts connections");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

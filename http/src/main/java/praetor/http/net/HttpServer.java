package praetor.http.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.http.HttpHandler;

/**
 * The HTTP front: accepts connections on any number of addresses and brings their requests to one
 * handler. Safe for any thread.
 *
 * <p>Everything of a connection happens on one of a few event loops, the handler's first step
 * included; an answer given there goes out without a change of threads.
 */
public final class HttpServer implements AutoCloseable {
  static {
    NettySettings.apply();
  }

  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** What the kernel may hold ready; the system's own limit applies too. */
  private static final int BACKLOG = 4_096;

  /** Go's net package sets these: a client that vanished is noticed within minutes. */
  private static final int KEEPALIVE_SECONDS = 15;

  private static final int KEEPALIVE_PROBES = 9;

  /**
   * Pages of 8 KiB in chunks of 256 KiB, in one arena for each event loop: a few chunks carry the
   * whole traffic, and larger buffers come from malloc. 15% less CPU for a small GET than without a
   * pool, at the same resident memory.
   */
  private static final int PAGE_BYTES = 8 << 10;

  private static final int CHUNK_ORDER = 5;
  private static final int CACHED_SMALL_BUFFERS = 64;
  private static final int CACHED_LARGE_BUFFERS = 16;

  /** One size for all reads: a buffer lives for one read, and guessing sizes costs memory. */
  private static final RecvByteBufAllocator READ_BUFFERS = new FixedRecvByteBufAllocator(16 << 10);

  private final Edge edge;
  private final ConnectionLimits limits;
  private final EventLoopGroup loops;
  private final ByteBufAllocator allocator;
  private final List<Channel> listeners = new ArrayList<>();
  private final List<Path> sockets = new ArrayList<>();

  public HttpServer(HttpOptions options, HttpHandler handler) {
    this.edge = new Edge(options, handler);
    this.limits = new ConnectionLimits(options);
    this.loops =
        new MultiThreadIoEventLoopGroup(
            options.eventLoops(),
            new DefaultThreadFactory("http", true),
            NioIoHandler.newFactory());
    this.allocator =
        new PooledByteBufAllocator(
            true,
            0,
            options.eventLoops(),
            PAGE_BYTES,
            CHUNK_ORDER,
            CACHED_SMALL_BUFFERS,
            CACHED_LARGE_BUFFERS,
            false);
  }

  /**
   * Starts to accept connections.
   *
   * @return where it listens, with the port that was taken for port 0
   * @throws IOException when the address cannot be bound
   */
  public SocketAddress listen(ListenAddress address) throws IOException {
    return listen(address, Optional.empty());
  }

  /**
   * Starts to accept connections that speak TLS only.
   *
   * @param context asked for each new connection, so that certificates can be exchanged while
   *     running; with ALPN for {@code h2} and {@code http/1.1} when HTTP/2 is wanted ({@link
   *     TlsContexts})
   * @return where it listens, with the port that was taken for port 0
   * @throws IOException when the address cannot be bound
   */
  public SocketAddress listenTls(ListenAddress address, Supplier<SslContext> context)
      throws IOException {
    return listen(address, Optional.of(context));
  }

  private synchronized SocketAddress listen(
      ListenAddress address, Optional<Supplier<SslContext>> tls) throws IOException {
    return switch (address) {
      case ListenAddress.Tcp(var socket) -> bind(socket, tls);
      case ListenAddress.Unix unix -> bindUnix(unix, tls);
    };
  }

  /** Changes {@link HttpOptions#maxConnectionsPerClient()}; open connections stay. */
  public void limitConnectionsPerClient(int most) {
    limits.limitPerClient(most);
  }

  /** Connections open now. */
  public int connections() {
    return limits.altogether();
  }

  /**
   * Stops: no new connections, idle ones and those that wait for news are closed, requests at work
   * are answered within the drain timeout.
   */
  @Override
  public synchronized void close() {
    if (edge.isDraining()) {
      return;
    }
    listeners.forEach(listener -> listener.close().awaitUninterruptibly());
    listeners.clear();
    edge.drain();
    limits.awaitNone(edge.options().drainTimeout());
    // Bounded: a stop has to end even when a loop has died of an error.
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    sockets.forEach(HttpServer::forget);
    sockets.clear();
  }

  private SocketAddress bind(SocketAddress address, Optional<Supplier<SslContext>> tls)
      throws IOException {
    var bootstrap =
        bootstrap(NioServerSocketChannel.class, tls)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // Who has finished sending may still wait for the answer; unix sockets lack the option.
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(option(ExtendedSocketOptions.TCP_KEEPIDLE), KEEPALIVE_SECONDS)
            .childOption(option(ExtendedSocketOptions.TCP_KEEPINTERVAL), KEEPALIVE_SECONDS)
            .childOption(option(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES);
    return open(bootstrap, address);
  }

  private SocketAddress bindUnix(ListenAddress.Unix address, Optional<Supplier<SslContext>> tls)
      throws IOException {
    if (removeSocket(address.path())) {
      LOG.atWarn().addKeyValue("path", address.path()).log("Replacing socket");
    }
    var bound =
        open(
            bootstrap(NioServerDomainSocketChannel.class, tls),
            UnixDomainSocketAddress.of(address.path()));
    sockets.add(address.path());
    try {
      own(address);
    } catch (IOException refused) {
      throw new IOException("Failed setting up socket: " + refused.getMessage(), refused);
    }
    return bound;
  }

  /** Sets owner and mode. Users and groups may be numbers. Source: texts of Consul 1.21.4. */
  private static void own(ListenAddress.Unix address) throws IOException {
    var attributes = Files.getFileAttributeView(address.path(), PosixFileAttributeView.class);
    var names = address.path().getFileSystem().getUserPrincipalLookupService();
    if (address.user().isPresent()) {
      var user = address.user().get();
      try {
        attributes.setOwner(names.lookupPrincipalByName(user));
      } catch (UserPrincipalNotFoundException unknown) {
        throw new IOException(
            "failed to look up user " + user + ": user: unknown user " + user, unknown);
      }
    }
    if (address.group().isPresent()) {
      var group = address.group().get();
      try {
        attributes.setGroup(names.lookupPrincipalByGroupName(group));
      } catch (UserPrincipalNotFoundException unknown) {
        throw new IOException("invalid group specified: " + group, unknown);
      }
    }
    if (address.mode().isPresent()) {
      attributes.setPermissions(address.mode().get());
    }
  }

  private ServerBootstrap bootstrap(
      Class<? extends ServerChannel> type, Optional<Supplier<SslContext>> tls) {
    return new ServerBootstrap()
        .group(loops)
        .channel(type)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .childOption(ChannelOption.ALLOCATOR, allocator)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, READ_BUFFERS)
        .childHandler(new Acceptor(edge, limits, tls));
  }

  private SocketAddress open(ServerBootstrap bootstrap, SocketAddress address) throws IOException {
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (bound.cause() != null) {
      throw new IOException(refusal(address, bound.cause()), bound.cause());
    }
    listeners.add(bound.channel());
    Loop.rest(bound.channel().eventLoop());
    return bound.channel().localAddress();
  }

  /** Source: Consul 1.21.4: {@code listen tcp 127.0.0.1:8500: bind: address already in use}. */
  private static String refusal(SocketAddress address, Throwable cause) {
    var where =
        address instanceof InetSocketAddress tcp
            ? "tcp " + NetUtil.toSocketAddressString(tcp)
            : "unix " + address;
    var why = String.valueOf(cause.getMessage());
    return "listen "
        + where
        + ": bind: "
        + why.substring(0, 1).toLowerCase(Locale.ROOT)
        + why.substring(1);
  }

  /** Removes a socket file, and nothing else that may be there; whether there was one. */
  private static boolean removeSocket(Path path) throws IOException {
    boolean there =
        Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            && Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    if (there) {
      Files.delete(path);
    }
    return there;
  }

  private static void forget(Path socket) {
    try {
      removeSocket(socket);
    } catch (IOException e) {
      LOG.warn("cannot remove the socket {}", socket, e);
    }
  }

  private static ChannelOption<Integer> option(SocketOption<Integer> option) {
    return NioChannelOption.of(option);
  }
}

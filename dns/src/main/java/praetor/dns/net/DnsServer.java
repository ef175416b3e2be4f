package praetor.dns.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.dns.Answers;
import praetor.dns.DnsOptions;
import praetor.dns.Lookup;
import praetor.dns.Settings;

/**
 * A DNS server on any number of addresses, UDP and TCP. Thread-safe.
 *
 * <p>It is open when {@link #start} returns and until {@link #close}. New options count from the
 * next question on.
 */
public final class DnsServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DnsServer.class);

  /** With port 0 the port that UDP got may be taken for TCP: then another is tried. */
  private static final int PORT_TRIES = 20;

  private static final int BACKLOG = 128;

  private final AtomicReference<Settings> settings;
  private final List<InetSocketAddress> bound = new ArrayList<>();
  private final List<UdpListener> udpListeners = new ArrayList<>();
  private final List<TcpListener> tcpListeners = new ArrayList<>();

  private DnsServer(Settings first) {
    this.settings = new AtomicReference<>(first);
  }

  /**
   * Opens the server.
   *
   * @param addresses where to listen; port 0 takes a free one
   * @param meter hears of each answer
   * @throws DnsBindException if an address cannot be listened on; then none is
   * @throws IllegalArgumentException if a domain of the options is no domain name
   */
  public static DnsServer start(
      List<InetSocketAddress> addresses,
      DnsOptions options,
      Lookup lookup,
      DnsLimits limits,
      DnsMeter meter)
      throws DnsBindException {
    var server = new DnsServer(Settings.of(options));
    var factory = factory(server.settings::get, lookup, meter);
    try {
      for (var address : addresses) {
        server.listen(address, factory, limits);
      }
    } catch (DnsBindException e) {
      server.close();
      throw e;
    }
    server.udpListeners.forEach(UdpListener::start);
    server.tcpListeners.forEach(TcpListener::start);
    return server;
  }

  /** Opens the server without a meter. */
  public static DnsServer start(
      List<InetSocketAddress> addresses, DnsOptions options, Lookup lookup, DnsLimits limits)
      throws DnsBindException {
    return start(addresses, options, lookup, limits, DnsMeter.NONE);
  }

  /** Opens the server with the default limits. */
  public static DnsServer start(
      List<InetSocketAddress> addresses, DnsOptions options, Lookup lookup)
      throws DnsBindException {
    return start(addresses, options, lookup, DnsLimits.DEFAULT);
  }

  private static AnswersFactory factory(
      Supplier<Settings> settings, Lookup lookup, DnsMeter meter) {
    var upstream = new SocketUpstream(() -> settings.get().recursorTimeout());
    var seeds = new AtomicLong(new SplittableRandom().nextLong());
    return new AnswersFactory(
        () ->
            new Answers(
                settings,
                lookup,
                upstream,
                InstantSource.system(),
                new SplittableRandom(seeds.getAndAdd(0x9e3779b97f4a7c15L))),
        meter);
  }

  private void listen(InetSocketAddress address, AnswersFactory factory, DnsLimits limits)
      throws DnsBindException {
    for (int tries = 1; ; tries++) {
      var channel = bindUdp(address);
      var chosen = new InetSocketAddress(address.getAddress(), channel.socket().getLocalPort());
      try {
        var socket = bindTcp(chosen);
        bound.add(chosen);
        udpListeners.add(new UdpListener(channel, factory, limits));
        tcpListeners.add(new TcpListener(socket, factory, limits));
        return;
      } catch (DnsBindException e) {
        closeQuietly(channel);
        if (address.getPort() != 0 || tries == PORT_TRIES) {
          throw e;
        }
      }
    }
  }

  private static DatagramChannel bindUdp(InetSocketAddress address) throws DnsBindException {
    try {
      var channel = DatagramChannel.open();
      try {
        return channel.bind(address);
      } catch (IOException e) {
        closeQuietly(channel);
        throw e;
      }
    } catch (IOException e) {
      throw new DnsBindException("udp", address, e);
    }
  }

  private static ServerSocket bindTcp(InetSocketAddress address) throws DnsBindException {
    try {
      var socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(address, BACKLOG);
        return socket;
      } catch (IOException e) {
        closeQuietly(socket);
        throw e;
      }
    } catch (IOException e) {
      throw new DnsBindException("tcp", address, e);
    }
  }

  /** The first address listened on. */
  public InetSocketAddress boundAddress() {
    return bound.getFirst();
  }

  /** The addresses listened on, in the order asked for, with the ports chosen. */
  public List<InetSocketAddress> boundAddresses() {
    return List.copyOf(bound);
  }

  /**
   * Takes new options.
   *
   * @throws IllegalArgumentException if a domain is no domain name; the old options stay
   */
  public void update(DnsOptions options) {
    settings.set(Settings.of(options));
  }

  /** Stops listening; questions being worked on are dropped. */
  @Override
  public void close() {
    udpListeners.forEach(UdpListener::close);
    tcpListeners.forEach(TcpListener::close);
  }

  static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debug("closing a DNS socket failed", e);
    }
  }
}

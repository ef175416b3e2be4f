package praetor.http.api;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.Agent;
import praetor.agent.config.AgentConfig;
import praetor.agent.config.Cidr;
import praetor.agent.tls.ProtocolTls;
import praetor.http.Headers;
import praetor.http.HttpHandler;
import praetor.http.net.HttpOptions;
import praetor.http.net.HttpServer;
import praetor.http.net.ListenAddress;
import praetor.http.net.TlsContexts;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;

/** The HTTP API of an agent, in clear text and over TLS, on the addresses of its configuration. */
public final class HttpListeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  private final Agent agent;
  private final HttpServer server;
  private final HttpHandler router;

  /** What new connections get; empty without a listener for HTTPS. */
  private volatile Optional<SslContext> tls = Optional.empty();

  private HttpListeners(Agent agent, HttpServer server, HttpHandler router) {
    this.agent = agent;
    this.server = server;
    this.router = router;
  }

  /** What answers the requests of all listeners, for callers inside the daemon. */
  public HttpHandler router() {
    return router;
  }

  /**
   * Opens every listener.
   *
   * @throws IOException one sentence: which address cannot be listened on and why
   */
  public static HttpListeners start(Agent agent, HttpApi api) throws IOException {
    var router = new Router(routerOptions(agent), api.routes(), agent.metrics());
    var server = new HttpServer(options(agent.config()), router);
    var listeners = new HttpListeners(agent, server, router);
    try {
      listeners.open(agent.config());
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return listeners;
  }

  private void open(AgentConfig config) throws IOException {
    var secure = addresses(config, config.addresses().https(), config.ports().https());
    if (!secure.isEmpty()) {
      // First, because it takes time: nobody should see one port open and the other not.
      tls = Optional.of(context(agent.tls().https()));
    }
    for (var address : addresses(config, config.addresses().http(), config.ports().http())) {
      server.listen(address);
      logStart(address, "http");
    }
    for (var address : secure) {
      server.listenTls(address, () -> tls.orElseThrow());
      logStart(address, "https");
    }
  }

  /**
   * Takes over what may change while running, once the agent has: certificates and rules of TLS for
   * new connections, and how many of them one client may have.
   */
  public void reload() throws IOException {
    if (tls.isPresent()) {
      tls = Optional.of(context(agent.tls().https()));
    }
    server.limitConnectionsPerClient(agent.config().limits().httpMaxConnsPerClient());
  }

  private static SslContext context(ProtocolTls https) throws IOException {
    var rules = https.rules();
    try {
      return TlsContexts.server(
          https.serverContext(), rules.protocols(), rules.suites(), rules.verifyIncoming());
    } catch (GeneralSecurityException unusable) {
      throw new IOException("the TLS settings of HTTPS cannot be used: " + unusable, unusable);
    }
  }

  private static void logStart(ListenAddress address, String protocol) {
    var where =
        switch (address) {
          case ListenAddress.Tcp(var tcp) -> tcp.getHostString() + ":" + tcp.getPort();
          case ListenAddress.Unix unix -> unix.path().toString();
        };
    LOG.atInfo()
        .addKeyValue("address", where)
        .addKeyValue("network", address instanceof ListenAddress.Tcp ? "tcp" : "unix")
        .addKeyValue("protocol", protocol)
        .log("Starting server");
  }

  private static RouterOptions routerOptions(Agent agent) {
    var http = agent.config().http();
    var headers = Headers.EMPTY;
    for (var header : new TreeMap<>(http.responseHeaders()).entrySet()) {
      headers = headers.plus(header.getKey(), header.getValue());
    }
    return new RouterOptions(
        agent.tokens()::defaultPolicy,
        headers,
        http.blockEndpoints(),
        http.allowWriteFrom().stream().flatMap(text -> Cidr.parse(text).stream()).toList(),
        !http.disableUnprintableCharFilter(),
        Optional.empty());
  }

  private static HttpOptions options(AgentConfig config) {
    var options = HttpOptions.defaults();
    var limits = config.limits();
    int headerBytes = config.http().maxHeaderBytes();
    if (headerBytes > 0) {
      options = options.withMaxHeaderBytes(headerBytes);
    }
    var handshake = limits.httpsHandshakeTimeout();
    return options
        .withConnectionLimits(limits.httpMaxConnsPerClient(), options.maxConnections())
        .withTlsHandshakeTimeout(handshake.isNegative() ? Duration.ZERO : handshake);
  }

  /** Without a port there are no sockets in the file system either, as in Consul 1.21.4. */
  private static List<ListenAddress> addresses(AgentConfig config, List<String> hosts, int port)
      throws IOException {
    List<ListenAddress> addresses = new ArrayList<>();
    if (port < 0) {
      return addresses;
    }
    for (var host : hosts) {
      addresses.add(
          UnixSockets.isOne(host)
              ? UnixSockets.address(host, config.http().unixSocket())
              : new ListenAddress.Tcp(new InetSocketAddress(host, port)));
    }
    return addresses;
  }

  /** Stops listening and lets requests at work end. */
  @Override
  public void close() {
    server.close();
  }
}

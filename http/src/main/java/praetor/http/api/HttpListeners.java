package praetor.http.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import praetor.agent.Agent;
import praetor.agent.config.AgentConfig;
import praetor.http.Headers;
import praetor.http.HttpHandler;
import praetor.http.net.HttpOptions;
import praetor.http.net.HttpServer;
import praetor.http.net.ListenAddress;
import praetor.http.route.Cidr;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;

/** The HTTP API of an agent on the addresses of its configuration. */
public final class HttpListeners implements AutoCloseable {
  private static final String UNIX = "unix://";

  private final HttpServer server;
  private final HttpHandler router;

  private HttpListeners(HttpServer server, HttpHandler router) {
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
    var config = agent.config();
    var router = new Router(routerOptions(agent), api.routes(), agent.metrics());
    var server = new HttpServer(options(config), router);
    try {
      for (var address : addresses(config)) {
        server.listen(address);
      }
    } catch (IOException e) {
      server.close();
      throw e;
    }
    return new HttpListeners(server, router);
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
        Optional.empty());
  }

  private static HttpOptions options(AgentConfig config) {
    var options = HttpOptions.defaults();
    int headerBytes = config.http().maxHeaderBytes();
    if (headerBytes > 0) {
      options = options.withMaxHeaderBytes(headerBytes);
    }
    return options.withConnectionLimits(
        config.limits().httpMaxConnsPerClient(), options.maxConnections());
  }

  private static List<ListenAddress> addresses(AgentConfig config) {
    List<ListenAddress> addresses = new ArrayList<>();
    for (var host : config.addresses().http()) {
      if (host.startsWith(UNIX)) {
        addresses.add(unix(Path.of(host.substring(UNIX.length())), config));
      } else if (config.ports().http() >= 0) {
        addresses.add(new ListenAddress.Tcp(new InetSocketAddress(host, config.ports().http())));
      }
    }
    return addresses;
  }

  private static ListenAddress unix(Path path, AgentConfig config) {
    var socket = config.http().unixSocket();
    return new ListenAddress.Unix(
        path, mode(socket.mode()), present(socket.user()), present(socket.group()));
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** Octal digits as of chmod; the configuration was checked before. */
  private static Optional<Set<PosixFilePermission>> mode(String octal) {
    if (octal.isEmpty()) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(octal, 8);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    var all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      // OWNER_READ, the first constant, is the highest of the nine bits.
      if ((bits >> (all.length - 1 - i) & 1) == 1) {
        permissions.add(all[i]);
      }
    }
    return Optional.of(permissions);
  }

  /** Stops listening and lets requests at work end. */
  @Override
  public void close() {
    server.close();
  }
}

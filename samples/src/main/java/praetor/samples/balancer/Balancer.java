package praetor.samples.balancer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A balancer of HTTP for where nginx is not at hand: {@code Balancer PORT FILE SERVICE}. It sends
 * {@code /NAME/rest} as {@code /rest} to the upstream NAME of the file when there is one, and
 * everything else to SERVICE. A signal HUP has it read the file again; requests under way are not
 * touched by that.
 */
public final class Balancer implements AutoCloseable {
  private static final int BACKLOG = 1_024;
  private static final int BAD_GATEWAY = 502;
  private static final int NO_BODY = -1;

  private final Path file;
  private final String fallback;
  private final HttpServer server;
  private final Picker picker = new Picker();
  private final Forward forward = new Forward(picker);
  private volatile Upstreams upstreams;

  private Balancer(Path file, String fallback, HttpServer server) throws IOException {
    this.file = file;
    this.fallback = fallback;
    this.server = server;
    this.upstreams = read(file);
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: Balancer PORT FILE SERVICE");
      System.exit(2);
    }
    var balancer = start(Integer.parseInt(args[0]), Path.of(args[1]), args[2]);
    Hangup.run(balancer::reload);
    System.out.println("listening on port " + balancer.port());
  }

  /**
   * Starts one.
   *
   * @param fallback the upstream for paths that name none
   */
  static Balancer start(int port, Path file, String fallback) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
    var balancer = new Balancer(file, fallback, server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", balancer::handle);
    server.start();
    return balancer;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Reads the file again; one that cannot be read changes nothing. */
  void reload() {
    try {
      var now = read(file);
      upstreams = now;
      picker.keep(now);
      System.out.println("reloaded: " + now.services());
    } catch (IOException unreadable) {
      System.err.println("not reloaded: " + unreadable.getMessage());
    }
  }

  private static Upstreams read(Path file) throws IOException {
    try {
      return Upstreams.parse(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new IOException("open " + file + ": no such file or directory", missing);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var target = target(exchange.getRequestURI().toString());
      var request = Inbound.read(exchange);
      send(exchange, forward.send(request, target.path(), target.servers()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private record Target(String path, List<Server> servers) {}

  private Target target(String uri) {
    var now = upstreams;
    int slash = uri.indexOf('/', 1);
    var name = slash < 0 ? "" : uri.substring(1, slash);
    return now.services().containsKey(name)
        ? new Target(uri.substring(slash), now.of(name))
        : new Target(uri, now.of(fallback));
  }

  private static void send(HttpExchange exchange, Forward.Outcome outcome) throws IOException {
    switch (outcome) {
      case Forward.Answered(var answer, var headers) -> {
        var body = answer.body();
        headers.forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.statusCode(), isEmpty ? NO_BODY : body.length);
        if (!isEmpty) {
          exchange.getResponseBody().write(body);
        }
      }
      case Forward.Nobody(var why) -> {
        var body = (why + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(BAD_GATEWAY, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

package praetor.samples.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * A small web site: a route for each path, a virtual thread for each request, and {@code /health}
 * for whoever checks it. A path that ends with a slash also gets what is below it.
 */
public final class Site implements AutoCloseable {
  private static final int DEFAULT_PORT = 4567;
  private static final int BACKLOG = 1_024;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int BAD_GATEWAY = 502;
  private static final int NO_BODY = -1;

  /** How long requests under way may take when a signal ends the process. */
  private static final int STOP_SECONDS = 2;

  private final HttpServer server;

  private Site(HttpServer server) {
    this.server = server;
  }

  /** Opens a site on {@code PORT}, or else on 4567, until a signal ends the process. */
  public static void serve(Map<String, String> environment, Map<String, Route> routes)
      throws IOException {
    var port = environment.getOrDefault("PORT", String.valueOf(DEFAULT_PORT));
    var site = open(Integer.parseInt(port), routes);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> site.server.stop(STOP_SECONDS)));
    System.out.println("listening on port " + site.port());
  }

  /**
   * Opens a site.
   *
   * @param port 0 for any
   */
  public static Site open(int port, Map<String, Route> routes) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    routes.forEach((path, route) -> add(server, path, route));
    add(server, "/health", _ -> Answer.plain("OK"));
    server.start();
    return new Site(server);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Ends at once, also requests under way. */
  @Override
  public void close() {
    server.stop(0);
  }

  private static void add(HttpServer server, String path, Route route) {
    server.createContext(path, exchange -> send(exchange, answer(exchange, path, route)));
  }

  private static Answer answer(HttpExchange exchange, String path, Route route) {
    var method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Answer.problem(METHOD_NOT_ALLOWED, "only GET and HEAD are understood");
    }
    var uri = exchange.getRequestURI();
    if (!isServed(path, uri)) {
      return Answer.problem(NOT_FOUND, "there is nothing at " + uri.getPath());
    }
    try {
      return route.answer(Call.of(path, uri));
    } catch (BadInputException | IllegalArgumentException wrong) {
      return Answer.problem(BAD_REQUEST, String.valueOf(wrong.getMessage()));
    } catch (IOException failed) {
      return Answer.problem(BAD_GATEWAY, String.valueOf(failed.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.problem(BAD_GATEWAY, "the service ends");
    }
  }

  /** The root is the one page; every other path that ends with a slash has pages below it. */
  private static boolean isServed(String path, URI uri) {
    return uri.getPath().equals(path) || path.endsWith("/") && path.length() > 1;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      var body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), NO_BODY);
        return;
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}

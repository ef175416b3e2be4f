package praetor.testkit.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Answers the calls for containers and events as Docker 20.10 does, over TCP: containers start and
 * end when a test says so, and streams of events break off. Safe for any thread.
 *
 * <p>As an Engine it remembers few events: who asks for older ones gets those that are left.
 */
public final class FakeContainers implements AutoCloseable {
  private static final int EVENTS_MAX = 64;
  private static final long NANOS = 1_000_000_000L;
  private static final String END = "";

  private final HttpServer server;
  // All guarded by this.
  private final Map<String, String> running = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final List<BlockingQueue<String>> streams = new ArrayList<>();
  private long nowNanos = 1_700_000_000L * NANOS;
  private boolean isAway;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final List<String> listQueries = new CopyOnWriteArrayList<>();

  private record Event(long timeNanos, String line) {}

  private FakeContainers(HttpServer server) {
    this.server = server;
  }

  public static FakeContainers start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var engine = new FakeContainers(HttpServer.create(address, 0));
    engine.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    engine.server.createContext("/", engine::answer);
    engine.server.start();
    return engine;
  }

  /** As {@code DOCKER_HOST} has it. */
  public URI uri() {
    return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Starts a container.
   *
   * @param inspect what Docker's inspect shows of it
   */
  public synchronized void run(String id, String inspect) {
    running.put(id, inspect);
    happened(id, "start", "{}");
  }

  /** Ends a container. */
  public synchronized void end(String id, int exitCode) {
    running.remove(id);
    happened(id, "die", "{\"exitCode\":\"" + exitCode + "\"}");
    happened(id, "destroy", "{}");
  }

  /** Tells of something that happened to a container, which has another inspect now. */
  public synchronized void change(String id, String action, String inspect) {
    running.put(id, inspect);
    happened(id, action, "{}");
  }

  /** Only tells of it. */
  public synchronized void happened(String id, String action, String attributes) {
    nowNanos += NANOS / 1_000;
    var line =
        """
        {"Type":"container","Action":"%s","Actor":{"ID":"%s","Attributes":%s},"time":%d,"timeNano":%d}
        """
            .formatted(action, id, attributes, nowNanos / NANOS, nowNanos);
    say(line);
  }

  /** Sends a line as it is. */
  public synchronized void say(String line) {
    events.add(new Event(nowNanos, line));
    if (events.size() > EVENTS_MAX) {
      events.removeFirst();
    }
    streams.forEach(stream -> stream.add(line));
  }

  /** Breaks all streams of events. */
  public synchronized void cut() {
    streams.forEach(stream -> stream.add(END));
    streams.clear();
  }

  /** Refuses every call, or no longer; streams break at the beginning. */
  public synchronized void away(boolean now) {
    isAway = now;
    if (now) {
      cut();
    }
  }

  public synchronized List<String> running() {
    return List.copyOf(running.keySet());
  }

  /** How many streams of events are open. */
  public synchronized int followers() {
    return streams.size();
  }

  /** How often the list of containers was asked for. */
  public int lists() {
    return calls.getOrDefault("/containers/json", 0);
  }

  /** With what queries it was asked for; an Engine would heed their filters. */
  public List<String> listQueries() {
    return List.copyOf(listQueries);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      calls.merge(path, 1, Integer::sum);
      if (isAway()) {
        send(exchange, 503, "{\"message\":\"the Engine is going\"}");
      } else if (path.equals("/events")) {
        follow(exchange);
      } else if (path.equals("/containers/json")) {
        Optional.ofNullable(exchange.getRequestURI().getQuery()).ifPresent(listQueries::add);
        send(exchange, 200, list());
      } else {
        var container = inspect(path.split("/", -1)[2]);
        send(
            exchange,
            container.isPresent() ? 200 : 404,
            container.orElse("{\"message\":\"No such container\"}"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isAway() {
    return isAway;
  }

  private synchronized String list() {
    var ids = running.keySet().stream().map(id -> "{\"Id\":\"" + id + "\"}").toList();
    return "[" + String.join(",", ids) + "]";
  }

  private synchronized Optional<String> inspect(String id) {
    return Optional.ofNullable(running.get(id));
  }

  private void follow(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    var out = exchange.getResponseBody();
    out.flush();
    var stream = open(since(exchange.getRequestURI().getQuery()));
    for (var line = stream.take(); !line.equals(END); line = stream.take()) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private synchronized BlockingQueue<String> open(Optional<Long> sinceNanos) {
    var stream = new LinkedBlockingQueue<String>();
    if (sinceNanos.isPresent()) {
      events.stream()
          .filter(e -> e.timeNanos() >= sinceNanos.get())
          .forEach(e -> stream.add(e.line()));
    }
    streams.add(stream);
    return stream;
  }

  private static Optional<Long> since(String query) {
    int at = query.indexOf("since=");
    if (at < 0) {
      return Optional.empty();
    }
    var token = query.substring(at + "since=".length());
    int dot = token.indexOf('.');
    return Optional.of(
        Long.parseLong(token.substring(0, dot)) * NANOS + Long.parseLong(token.substring(dot + 1)));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    cut();
    server.stop(0);
  }
}

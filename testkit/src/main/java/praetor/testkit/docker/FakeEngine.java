package praetor.testkit.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import praetor.testkit.vectors.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * Answers the calls for commands in containers as Docker 20.10 does, over TCP: each container runs
 * every command with the same result. Safe for any thread.
 */
public final class FakeEngine implements AutoCloseable {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int LONGEST_RUN_SECONDS = 60;

  private final HttpServer server;
  private final Map<String, Container> containers = new ConcurrentHashMap<>();
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
  private final List<List<String>> commands = new CopyOnWriteArrayList<>();
  private final AtomicInteger lastId = new AtomicInteger();

  /**
   * What every command of a container does.
   *
   * @param end it runs until this is counted down
   */
  private record Container(int exitCode, String output, String error, CountDownLatch end) {}

  private record Run(Container container, CountDownLatch ended) {}

  private record Refusal(int status, String body) {}

  private FakeEngine(HttpServer server) {
    this.server = server;
  }

  public static FakeEngine start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var engine = new FakeEngine(HttpServer.create(address, 0));
    engine.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    engine.server.createContext("/", engine::answer);
    engine.server.start();
    return engine;
  }

  /** As {@code DOCKER_HOST} has it. */
  public URI uri() {
    return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A container whose commands end at once. */
  public void container(String name, int exitCode, String output, String error) {
    containers.put(name, new Container(exitCode, output, error, new CountDownLatch(0)));
  }

  /** A container whose commands run until the latch is counted down, then print and pass. */
  public void slowContainer(String name, CountDownLatch end) {
    containers.put(name, new Container(0, "at last", "", end));
  }

  /** Has a path answered with this, whatever the body; 200 is possible, too. */
  public void refuse(String path, int status, String body) {
    refusals.put(path, new Refusal(status, body));
  }

  /** What was to run, in order. */
  public List<List<String>> commands() {
    return List.copyOf(commands);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getRawPath();
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var refusal = Optional.ofNullable(refusals.get(path));
      if (refusal.isPresent()) {
        send(exchange, refusal.get().status(), refusal.get().body());
        return;
      }
      var words = path.split("/", -1);
      switch (words[words.length - 1]) {
        case "exec" -> create(exchange, words[2], body);
        case "start" -> start(exchange, run(words[2]));
        case "json" -> inspect(exchange, run(words[2]));
        default -> send(exchange, 404, "{\"message\":\"page not found\"}\n");
      }
    }
  }

  private void create(HttpExchange exchange, String name, String body) throws IOException {
    var container = Optional.ofNullable(containers.get(name));
    if (container.isEmpty()) {
      send(exchange, 404, "{\"message\":\"No such container: " + name + "\"}\n");
      return;
    }
    var command = JsonText.parse(body).orElseThrow().path("Cmd").values();
    commands.add(command.stream().map(JsonNode::stringValue).toList());
    var id = "exec" + lastId.incrementAndGet();
    runs.put(id, new Run(container.get(), new CountDownLatch(1)));
    send(exchange, 201, "{\"Id\":\"" + id + "\"}\n");
  }

  private Run run(String id) throws IOException {
    return Optional.ofNullable(runs.get(id))
        .orElseThrow(() -> new IOException("nobody made the command " + id));
  }

  private static void start(HttpExchange exchange, Run run) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/vnd.docker.raw-stream");
    exchange.sendResponseHeaders(200, 0);
    // The head goes out before the command ends.
    exchange.getResponseBody().flush();
    try {
      if (!run.container().end().await(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("nobody ended the command");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    run.ended().countDown();
    exchange.getResponseBody().write(frame(STANDARD_OUTPUT, run.container().output()));
    exchange.getResponseBody().write(frame(STANDARD_ERROR, run.container().error()));
  }

  private static byte[] frame(int stream, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + bytes.length)
        .putInt(stream << 24)
        .putInt(bytes.length)
        .put(bytes)
        .array();
  }

  private static void inspect(HttpExchange exchange, Run run) throws IOException {
    boolean running = run.ended().getCount() > 0;
    var exitCode = running ? "null" : String.valueOf(run.container().exitCode());
    send(exchange, 200, "{\"Running\":" + running + ",\"ExitCode\":" + exitCode + "}\n");
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

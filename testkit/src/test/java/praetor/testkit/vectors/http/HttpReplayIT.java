package praetor.testkit.vectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.testkit.vectors.Check;
import praetor.testkit.vectors.JsonText;

/** A replay against a server that echoes bodies, counts, and answers late. */
class HttpReplayIT {
  private final AtomicInteger counter = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/echo", x -> answer(x, x.getRequestBody().readAllBytes()));
    server.createContext("/count", x -> answer(x, Integer.toString(counter.incrementAndGet())));
    server.createContext(
        "/wait",
        x -> {
          while (counter.get() == 0) {
            Thread.onSpinWait();
          }
          answer(x, "woken");
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    answer(exchange, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void savedValuesGoIntoLaterRequestsAndExpectations() throws Exception {
    var checks =
        replay(
            """
            {"id": "1", "method": "PUT", "path": "/echo", "json": {"ID": ["n1"]}, "save": {"id": "/ID/0"},
             "expect": {"status": 200, "headers": {"Content-Type": "application/json"},
               "text": "{\\"ID\\": [\\"n1\\"]}"}},
            {"id": "2", "method": "PUT", "path": "/echo", "text": "\\"${id}-${y*3}\\"",
             "expect": {"headers": {"Content-Type": "application/json"}, "json": "${id}-yyy"}}
            """);
    assertThat(checks).extracting(Check::name).containsExactly("1 PUT /echo", "2 PUT /echo");
    assertThat(checks).allMatch(Check::passed);
  }

  @Test
  void bodiesAreKeptByteForByte() throws Exception {
    var checks =
        replay(
            """
            {"id": "1", "method": "PUT", "path": "/echo", "base64": "/wA=", "save_body": "b"},
            {"id": "2", "method": "PUT", "path": "/echo", "body_from": "b",
             "expect": {"headers": {"Content-Type": "application/json"}, "base64": "/wA="}}
            """);
    assertThat(checks).containsExactly(new Check("2 PUT /echo", List.of()));
  }

  @Test
  void withinRepeatsUntilTheAnswerFits() throws Exception {
    var checks =
        replay(
            """
            {"id": "1", "method": "GET", "path": "/count", "within": 20,
             "expect": {"headers": {"Content-Type": "application/json"}, "json": 3}},
            {"id": "2", "method": "GET", "path": "/count", "within": 0.1,
             "expect": {"headers": {"Content-Type": "application/json"}, "json": 3}}
            """);
    assertThat(checks.getFirst().passed()).isTrue();
    assertThat(checks.getLast().differences().getFirst()).startsWith("body: expected 3, got ");
  }

  @Test
  void aJoinChecksTheRequestThatWasLeftWaiting() throws Exception {
    var checks =
        replay(
            """
            {"id": "w", "method": "GET", "path": "/wait", "background": true},
            {"id": "1", "method": "GET", "path": "/count"},
            {"id": "2", "join": "w", "elapsed": [0.2, 20],
             "expect": {"headers": {"Content-Type": "application/json"}, "text": "woken"}}
            """);
    assertThat(checks).containsExactly(new Check("2 joins w", List.of()));
  }

  @Test
  void aServerThatIsGoneGivesNoAnswer() throws Exception {
    server.stop(0);
    var checks =
        replay("{\"id\": \"1\", \"method\": \"GET\", \"path\": \"/count\", \"expect\": {}}");
    assertThat(checks.getFirst().differences().getFirst()).startsWith("no answer: ");
  }

  private List<Check> replay(String steps) throws InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    var scenario = JsonText.object("{\"steps\": [" + steps + "]}");
    return new HttpReplay(uri, "test", scenario).run().checks();
  }
}

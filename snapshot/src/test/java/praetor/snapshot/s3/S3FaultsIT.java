package praetor.snapshot.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import praetor.model.Bytes;
import praetor.snapshot.storage.Content;
import praetor.snapshot.storage.SnapshotStore;
import praetor.snapshot.storage.Stores;

/** An S3 that fails in every way there is. */
class S3FaultsIT {
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Test
  void aServerErrorIsTriedAgain() throws IOException {
    answer(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int status = requests.incrementAndGet() < 3 ? 500 : 200;
          exchange.sendResponseHeaders(status, -1);
        });
    try (var store = open("")) {
      store.put("a", content());
    }
    assertThat(requests).hasValue(3);
  }

  @Test
  void aServerThatOnlyFailsIsGivenUpInWords() throws IOException {
    answer(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.incrementAndGet();
          exchange.sendResponseHeaders(503, -1);
        });
    try (var store = open("")) {
      assertThatThrownBy(() -> store.put("a", content()))
          .hasMessageContaining("upload at s3://bucket/prefix failed after")
          .hasMessageContaining("503");
    }
    assertThat(requests.get()).isGreaterThan(1);
  }

  @Test
  void aSilentServerIsGivenUpInTime() throws IOException {
    answer(
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
          }
        });
    try (var store = open("&timeout=1")) {
      assertThatThrownBy(() -> store.put("a", content()))
          .hasMessageContaining("upload at s3://bucket/prefix failed");
    }
  }

  @Test
  void credentialsThatAreRefusedAreNotTriedAgain() throws IOException {
    answer(
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          requests.incrementAndGet();
          var body =
              "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/xml");
          exchange.sendResponseHeaders(403, body.length);
          exchange.getResponseBody().write(body);
        });
    try (var store = open("")) {
      assertThatThrownBy(() -> store.put("a", content()))
          .hasMessageContaining("403 AccessDenied Access Denied");
    }
    assertThat(requests).hasValue(1);
  }

  @Test
  void aBodyThatIsCutOffIsAFailureNotAnEnd() throws IOException {
    answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[300]);
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });
    try (var store = open("&timeout=5");
        var in = store.open("a")) {
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void answer(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
  }

  private SnapshotStore open(String more) throws IOException {
    return Stores.open(
        "s3://bucket/prefix?path-style&endpoint=http://127.0.0.1:"
            + server.getAddress().getPort()
            + more,
        Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"));
  }

  private static Content content() {
    return Content.of(Bytes.utf8("snapshot"));
  }
}

package praetor.samples.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import praetor.samples.Asked;

@Timeout(30)
class BalancerIT {
  @TempDir Path folder;
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private HttpServer web;
  private HttpServer other;
  private Balancer balancer;

  @BeforeEach
  void start() throws IOException {
    web = server("web");
    other = server("other");
    write("upstream web { server 127.0.0.1:%d; }", port(web));
    balancer = Balancer.start(0, folder.resolve("up.conf"), "web");
  }

  @AfterEach
  void stop() {
    goOn.countDown();
    balancer.close();
    web.stop(0);
    other.stop(0);
  }

  /** Answers its name and the path; {@code /slow} only when the test says so. */
  private HttpServer server(String name) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var path = exchange.getRequestURI().toString();
            if (path.equals("/slow")) {
              arrived.countDown();
              goOn.await();
            }
            var body = (name + path).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(path.equals("/418") ? 418 : 200, body.length);
            exchange.getResponseBody().write(body);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    return server;
  }

  private static int port(HttpServer server) {
    return server.getAddress().getPort();
  }

  private void write(String configuration, Object... ports) throws IOException {
    Files.writeString(folder.resolve("up.conf"), configuration.formatted(ports));
  }

  private Asked get(String path) throws Exception {
    return Asked.get(balancer.port(), path);
  }

  @Test
  void pathsThatNameAnUpstreamGoThereAndOthersToTheUsualOne() throws Exception {
    write(
        "upstream web { server 127.0.0.1:%d; } upstream other { server 127.0.0.1:%d; }",
        port(web), port(other));
    balancer.reload();
    assertThat(get("/a?b=c%20d").text()).isEqualTo("web/a?b=c%20d");
    assertThat(get("/other/x?y").text()).isEqualTo("other/x?y");
    assertThat(get("/418")).extracting(Asked::status, Asked::text).containsExactly(418, "web/418");
    assertThat(Asked.send("HEAD", balancer.port(), "/a").status()).isEqualTo(200);
  }

  @Test
  void aReloadLeavesRequestsUnderWayAlone() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var slow = threads.submit(() -> get("/slow"));
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
      write("upstream web { server 127.0.0.1:%d; }", port(other));
      balancer.reload();
      assertThat(get("/a").text()).isEqualTo("other/a");
      goOn.countDown();
      assertThat(slow.get().text()).isEqualTo("web/slow");
    }
  }

  @Test
  void aServerThatIsGoneIsPassedOver() throws Exception {
    write("upstream web { server 127.0.0.1:%d; server 127.0.0.1:%d; }", port(web), port(other));
    balancer.reload();
    web.stop(0);
    for (int i = 0; i < 10; i++) {
      assertThat(get("/a").text()).isEqualTo("other/a");
      assertThat(Asked.send("POST", balancer.port(), "/a").text()).isEqualTo("other/a");
    }
  }

  @Test
  void whereNobodyAnswersItIs502() throws Exception {
    web.stop(0);
    assertThat(get("/a").status()).isEqualTo(502);
    write("upstream other { server 127.0.0.1:%d; }", port(other));
    balancer.reload();
    assertThat(get("/a")).extracting(Asked::status).isEqualTo(502);
  }

  @Test
  void aFileThatIsGoneChangesNothing() throws Exception {
    Files.delete(folder.resolve("up.conf"));
    balancer.reload();
    assertThat(get("/a").text()).isEqualTo("web/a");
  }
}

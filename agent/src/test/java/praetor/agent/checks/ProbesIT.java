package praetor.agent.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import praetor.testkit.net.FreePorts;

/** Probes against real sockets and programs. Texts: Consul 1.21.4. */
class ProbesIT {
  private final CompletableFuture<HttpExchange> seen = new CompletableFuture<>();
  private HttpServer server;
  private String base;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    page("/ok", 200, "fine");
    page("/busy", 429, "slow down");
    page("/gone", 404, "");
    page("/big", 200, "x".repeat(10_000) + "end");
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/ok");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext("/chunks", exchange -> answer(exchange, 200, "in pieces", true));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void page(String path, int code, String text) {
    server.createContext(path, exchange -> answer(exchange, code, text, false));
  }

  private void answer(HttpExchange exchange, int code, String text, boolean chunked)
      throws IOException {
    seen.complete(exchange);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, chunked ? 0 : bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static CheckResult run(String definition) throws InterruptedException {
    var check = Checks.of(definition);
    return CheckKinds.of(check).orElseThrow().probe(check, 4_096).run();
  }

  private CheckResult http(String path, String more) throws InterruptedException {
    return run("{'HTTP': '" + base + path + "', 'Interval': '1s'" + more + "}");
  }

  @Test
  void anHttpCheckJudgesByTheStatusCode() throws Exception {
    assertThat(http("/ok", ""))
        .isEqualTo(CheckResult.passing("HTTP GET " + base + "/ok: 200 OK Output: fine"));
    assertThat(http("/busy", "").status()).isEqualTo("warning");
    assertThat(http("/gone", ""))
        .isEqualTo(CheckResult.critical("HTTP GET " + base + "/gone: 404 Not Found Output: "));
    assertThat(http("/chunks", "").output()).endsWith("Output: in pieces");
  }

  @Test
  void anHttpCheckSendsWhatItsDefinitionSays() throws Exception {
    http("/ok", ", 'Method': 'PUT', 'Body': 'hey', 'Header': {'X-A': ['1', '2'], 'Host': ['h']}");
    var headers = seen.get().getRequestHeaders();
    assertThat(seen.get().getRequestMethod()).isEqualTo("PUT");
    assertThat(headers.get("X-a")).isEqualTo(List.of("1", "2"));
    assertThat(headers.getFirst("Host")).isEqualTo("h");
    assertThat(headers.getFirst("User-Agent")).isEqualTo("Consul Health Check");
    assertThat(headers.getFirst("Content-Length")).isEqualTo("3");
  }

  @Test
  void anHttpCheckKeepsTheEndOfALongAnswer() throws Exception {
    assertThat(http("/big", ", 'OutputMaxSize': 0").output())
        .endsWith("200 OK Output: " + "x".repeat(4_093) + "end");
  }

  @Test
  void anHttpCheckFollowsRedirectsUnlessToldOtherwise() throws Exception {
    assertThat(http("/moved", "").status()).isEqualTo("passing");
    assertThat(http("/moved", ", 'DisableRedirects': true").output()).contains(": 302 ");
  }

  @Test
  void anHttpCheckSaysWhyThereIsNoAnswer() throws Exception {
    int port = FreePorts.next();
    assertThat(run("{'HTTP': 'http://127.0.0.1:" + port + "/a b', 'Interval': '1s'}").output())
        .isEqualTo(
            "Get \"http://127.0.0.1:%d/a%%20b\": dial tcp 127.0.0.1:%d: connect: connection refused"
                .formatted(port, port));
    assertThat(run("{'HTTP': 'foo bar', 'Interval': '1s'}").output())
        .isEqualTo("Get \"foo%20bar\": unsupported protocol scheme \"\"");
  }

  @Test
  void anHttpsCheckTellsAPlainServerApart() throws Exception {
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> refuseOnce(plain));
      var url = "https://127.0.0.1:" + plain.getLocalPort() + "/";
      assertThat(run("{'HTTP': '" + url + "', 'Interval': '1s'}").output())
          .isEqualTo("Get \"" + url + "\": http: server gave HTTP response to HTTPS client");
    }
  }

  private static void refuseOnce(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getInputStream().read();
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anHttpCheckGivesUpWhenItsTimeIsOver() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var url = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      assertThat(run("{'HTTP': '" + url + "', 'Interval': '1s', 'Timeout': '200ms'}").output())
          .isEqualTo(
              "Get \""
                  + url
                  + "\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    }
  }

  @Test
  void aTcpCheckConnects() throws Exception {
    int port = server.getAddress().getPort();
    assertThat(run("{'TCP': '127.0.0.1:" + port + "', 'Interval': '1s'}"))
        .isEqualTo(CheckResult.passing("TCP connect 127.0.0.1:" + port + ": Success"));
    int free = FreePorts.next();
    assertThat(run("{'TCP': 'localhost:" + free + "', 'Interval': '1s'}"))
        .isEqualTo(
            CheckResult.critical("dial tcp 127.0.0.1:" + free + ": connect: connection refused"));
    assertThat(run("{'TCP': 'nosuchhost.invalid:1', 'Interval': '1s'}").output())
        .startsWith("dial tcp: lookup nosuchhost.invalid");
  }

  @Test
  void aUdpCheckWantsAnAnswer() throws Exception {
    try (var echo = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> echoOnce(echo));
      var target = "127.0.0.1:" + echo.getLocalPort();
      assertThat(run("{'UDP': '" + target + "', 'Interval': '1s'}").status()).isEqualTo("passing");
      assertThat(run("{'UDP': '" + target + "', 'Interval': '1s', 'Timeout': '100ms'}").output())
          .isEqualTo("read udp " + target + ": i/o timeout");
    }
  }

  private static void echoOnce(DatagramSocket socket) {
    try {
      var packet = new DatagramPacket(new byte[100], 100);
      socket.receive(packet);
      socket.send(new DatagramPacket(new byte[] {1}, 1, packet.getSocketAddress()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aScriptJudgesByItsExitCode() throws Exception {
    assertThat(script("echo out; echo err >&2")).isEqualTo(CheckResult.passing("out\nerr\n"));
    assertThat(script("exit 1")).isEqualTo(CheckResult.warning(""));
    assertThat(script("echo bad; exit 2")).isEqualTo(CheckResult.critical("bad\n"));
    assertThat(script("sleep 30 & sleep 30"))
        .isEqualTo(CheckResult.critical("Timed out (2s) running check"));
    assertThat(run("{'Args': ['sh', '-c', 'echo 0123456789abcdef'], 'Interval': '1s'}").output())
        .isEqualTo("0123456789abcdef\n");
    assertThat(run("{'Args': ['/nonexistent'], 'Interval': '1s'}").status()).isEqualTo("critical");
  }

  @Test
  void aScriptThatSaysTooMuchIsCut() throws Exception {
    var check = Checks.of("{'Args': ['sh', '-c', 'echo 0123456789abcdef'], 'Interval': '1s'}");
    assertThat(CheckKinds.of(check).orElseThrow().probe(check, 10).run())
        .isEqualTo(CheckResult.passing("Captured 10 of 17 bytes\n...\n789abcdef\n"));
  }

  @Test
  void aScriptThatHangsIsKilledWithWhatItStarted(@TempDir Path folder) throws Exception {
    // A child, one whose parent has gone, and one in a session of its own.
    var text =
        "cd "
            + folder
            + "; sleep 60 & echo $! > child;"
            + " (sleep 60 & echo $! > orphan);"
            + " (setsid sh -c 'echo $$ > session; exec sleep 60' &); sleep 60";
    var script = Files.writeString(folder.resolve("script"), text);
    assertThat(run("{'Args': ['sh', '" + script + "'], 'Interval': '1s', 'Timeout': '1s'}"))
        .isEqualTo(CheckResult.critical("Timed out (1s) running check"));
    for (var name : List.of("child", "orphan", "session")) {
      long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
      await(name).until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  private static CheckResult script(String text) throws InterruptedException {
    return run("{'Args': ['sh', '-c', '" + text + "'], 'Interval': '1s', 'Timeout': '2s'}");
  }

  @Test
  void anHttp2PingTellsAnHttp1ServerApart() throws Exception {
    var target = "127.0.0.1:" + server.getAddress().getPort();
    assertThat(
            run("{'H2PING': '" + target + "', 'H2PingUseTLS': false, 'Interval': '1s'}").output())
        .startsWith("HTTP2 ping failed: ");
    int free = FreePorts.next();
    assertThat(run("{'H2PING': '127.0.0.1:" + free + "', 'Interval': '1s'}").output())
        .isEqualTo(
            "Failed to dial to 127.0.0.1:%d: dial tcp 127.0.0.1:%d: connect: connection refused"
                .formatted(free, free));
    assertThat(run("{'GRPC': '127.0.0.1:" + free + "/x', 'Interval': '1s'}").output())
        .isEqualTo(
            "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while"
                + " dialing: dial tcp 127.0.0.1:%d: connect: connection refused\"".formatted(free));
  }

  @Test
  void anHttp2ServerAnswersPingsAndHealthRequests() throws Exception {
    try (var h2 = new TinyH2Server()) {
      var target = "127.0.0.1:" + h2.port();
      assertThat(run("{'H2PING': '" + target + "', 'H2PingUseTLS': false, 'Interval': '1s'}"))
          .isEqualTo(CheckResult.passing("HTTP2 ping was successful"));
      assertThat(run("{'GRPC': '" + target + "/up', 'Interval': '1s'}"))
          .isEqualTo(CheckResult.passing("gRPC check " + target + "/up: success"));
      assertThat(run("{'GRPC': '" + target + "/down', 'Interval': '1s'}"))
          .isEqualTo(CheckResult.critical("gRPC " + target + "/down serving status: NOT_SERVING"));
      assertThat(run("{'GRPC': '" + target + "/none', 'Interval': '1s'}").status())
          .isEqualTo("critical");
    }
  }
}

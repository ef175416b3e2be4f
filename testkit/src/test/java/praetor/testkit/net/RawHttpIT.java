package praetor.testkit.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RawHttpIT {
  private static final RawRequest GET = RawRequest.of("GET", "/");

  @Test
  void requestsGoOutAsWritten() throws Exception {
    var request =
        RawRequest.of("PUT", "/v1/kv//a/../b?x=|{}\"^\\&&").header("Host", "h").body("v\n");
    var sent = exchange(request, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").sent();
    assertThat(sent)
        .startsWith("PUT /v1/kv//a/../b?x=|{}\"^\\&& HTTP/1.1\r\nHost: 127.0.0.1:")
        .endsWith("\r\nHost: h\r\nContent-Length: 2\r\n\r\nv\n");
  }

  @Test
  void getsHaveNoContentLength() throws Exception {
    var sent = exchange(GET, "HTTP/1.1 204 No Content\r\n\r\n").sent();
    assertThat(sent).doesNotContain("Content-Length");
  }

  @Test
  void headersKeepTheirOrderAndRepetitions() throws Exception {
    var answer =
        exchange(GET, "HTTP/1.1 404 Not Found\r\nvary: a\r\nX: 1\r\nVary:  b \r\n\r\n").answer();
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Vary")).contains("a, b");
    assertThat(answer.header("Age")).isEmpty();
  }

  @Test
  void bodiesEndWithTheirLengthTheirLastChunkOrTheConnection() throws Exception {
    var length = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef";
    var chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\n\r\nd";
    var closed = "HTTP/1.0 200 OK\r\n\r\nabc";
    assertThat(exchange(GET, length).answer().text()).isEqualTo("abc");
    assertThat(exchange(GET, chunked).answer().text()).isEqualTo("abc");
    assertThat(exchange(GET, closed).answer().text()).isEqualTo("abc");
  }

  @Test
  void answersToHeadHaveNoBody() throws Exception {
    var answer =
        exchange(RawRequest.of("HEAD", "/"), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
    assertThat(answer.answer().text()).isEmpty();
  }

  @Test
  void continuesAreSkipped() throws Exception {
    var answer = exchange(GET, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\n\r\n");
    assertThat(answer.answer().status()).isEqualTo(201);
  }

  @Test
  void answersThatEndTooEarlyAreFailures() {
    assertThatThrownBy(() -> exchange(GET, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2 of 3 bytes");
    assertThatThrownBy(() -> exchange(GET, "HTTP/1.1 200 OK\r\n")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> exchange(GET, "SSH-2.0\r\n\r\n"))
        .hasMessageContaining("not an HTTP status line: SSH-2.0");
  }

  private record Exchange(String sent, RawResponse answer) {}

  /** Sends a request to a server that answers each with the same bytes and hangs up. */
  private static Exchange exchange(RawRequest request, String reply) throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var sent = new CompletableFuture<String>();
      Thread.ofVirtual().start(() -> serve(server, reply, sent));
      var base = URI.create("http://127.0.0.1:" + server.getLocalPort());
      var answer = new RawHttp(base, Duration.ofSeconds(10)).send(request);
      return new Exchange(sent.get(), answer);
    }
  }

  private static void serve(ServerSocket server, String reply, CompletableFuture<String> sent) {
    try (var connection = server.accept()) {
      var request = new ByteArrayOutputStream();
      var in = connection.getInputStream();
      do {
        request.write(in.read());
      } while (in.available() > 0);
      sent.complete(request.toString(ISO_8859_1));
      connection.getOutputStream().write(reply.getBytes(ISO_8859_1));
    } catch (IOException e) {
      sent.completeExceptionally(e);
    }
  }
}

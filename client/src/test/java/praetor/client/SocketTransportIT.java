package praetor.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTransportIT {

  /** Answers one connection with these bytes and gives what was asked. */
  private record OneAnswer(ServerSocket server, CompletableFuture<String> asked)
      implements AutoCloseable {

    static OneAnswer of(String answer) throws IOException {
      var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      var asked = new CompletableFuture<String>();
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = server.accept()) {
                  byte[] buffer = new byte[8_192];
                  int count = socket.getInputStream().read(buffer);
                  asked.complete(new String(buffer, 0, count, StandardCharsets.UTF_8));
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                } catch (IOException failure) {
                  asked.completeExceptionally(failure);
                }
              });
      return new OneAnswer(server, asked);
    }

    ClientConfig config() {
      return ClientConfig.local(server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  private static Response call(String answer, Request request) throws IOException {
    try (var server = OneAnswer.of(answer)) {
      return ConsulClient.create(server.config()).call(request);
    }
  }

  @Test
  void readsABodyOfKnownLength() throws IOException {
    var response =
        call(
            "HTTP/1.1 200 OK\r\nX-Consul-Index: 18446744073709551615\r\nContent-Length: 2\r\n\r\nhi!",
            Request.get("/"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("hi");
    assertThat(response.index()).contains(-1L);
  }

  @Test
  void readsChunksAndDropsTrailers() throws IOException {
    var answer =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: 1\r\n\r\n";
    assertThat(call(answer, Request.get("/")).text()).isEqualTo("abc0123456789");
  }

  @Test
  void readsToTheEndWithoutALength() throws IOException {
    assertThat(call("HTTP/1.1 500 No\r\n\r\nrest", Request.get("/")).text()).isEqualTo("rest");
  }

  @Test
  void passesOverAContinue() throws IOException {
    var answer = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n";
    assertThat(call(answer, Request.of("PUT", "/")).status()).isEqualTo(204);
  }

  @Test
  void aBodyCutShortIsAnError() {
    assertThatThrownBy(
            () -> call("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", Request.get("/")))
        .isInstanceOf(IOException.class)
        .hasMessage("unexpected EOF");
  }

  @Test
  void noHttpIsAnErrorThatNamesTheRequest() {
    assertThatThrownBy(() -> call("SSH-2.0-x\r\n\r\n", Request.get("/v1/x")))
        .hasMessageMatching(
            "Get \"http://127.0.0.1:\\d+/v1/x\": malformed HTTP response \"SSH-2.0-x\"");
  }

  @Test
  void sendsMethodEncodedTargetHeadersAndBody() throws Exception {
    try (var server = OneAnswer.of("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ntrue")) {
      var base = server.config();
      var config =
          new ClientConfig(
              base.address(),
              base.tls(),
              Optional.of("secret\r\nX: y"),
              Optional.of("u:p"),
              Optional.of("n 1"),
              Optional.empty());
      assertThat(
              ConsulClient.create(config)
                  .kv()
                  .put("a b/ü?", praetor.model.Bytes.utf8("v"), Query.NONE.and("cas", "7")))
          .isTrue();
      assertThat(server.asked().get())
          .startsWith("PUT /v1/kv/a%20b/%C3%BC%3F?cas=7&ns=n+1 HTTP/1.1\r\nHost: 127.0.0.1:")
          .contains("\r\nX-Consul-Token: secretX: y\r\n")
          .contains("\r\nAuthorization: Basic dTpw\r\n")
          .contains("\r\nContent-Length: 1\r\n")
          .endsWith("\r\n\r\nv");
    }
  }

  @Test
  void aRefusedConnectionIsToldAsGoTells() {
    assertThatThrownBy(() -> ConsulClient.create(ClientConfig.local(1)).leader())
        .hasMessage(
            "Get \"http://127.0.0.1:1/v1/status/leader\": dial tcp 127.0.0.1:1: connect: connection"
                + " refused");
  }

  @Test
  void speaksOverAUnixSocket(@TempDir Path folder) throws Exception {
    var file = folder.resolve("s");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(file));
      Thread.ofVirtual()
          .start(
              () -> {
                try (var channel = server.accept()) {
                  channel.read(ByteBuffer.allocate(1_000));
                  var answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n\"10.0.0.1\"";
                  channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                } catch (IOException failure) {
                  throw new java.io.UncheckedIOException(failure);
                }
              });
      var config =
          new ClientConfig(
              AgentAddress.parse("unix://" + file, false),
              TlsOptions.DEFAULT,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      assertThat(ConsulClient.create(config).leader()).isEqualTo("10.0.0.1");
    }
  }

  @Test
  void aStatusThatIsNoSuccessIsAnErrorWithItsBody() {
    assertThatThrownBy(
            () -> {
              var answer = "HTTP/1.1 403 F\r\nContent-Length: 18\r\n\r\nPermission denied\n";
              try (var server = OneAnswer.of(answer)) {
                ConsulClient.create(server.config()).datacenters();
              }
            })
        .isInstanceOf(StatusException.class)
        .hasMessage("Unexpected response code: 403 (Permission denied)");
  }

  @Test
  void environmentVariablesOfBothNamesAreRead() {
    var environment =
        new Environment(Map.of("CONSUL_HTTP_ADDR", "a", "PRAETOR_HTTP_ADDR", "b", "CONSUL_X", ""));
    assertThat(environment.value("HTTP_ADDR")).contains("b");
    assertThat(environment.value("X")).isEmpty();
  }
}

package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import praetor.http.Response;
import praetor.http.SharedBytes;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;
import praetor.model.tls.Identity;
import praetor.model.tls.Pem;
import praetor.model.tls.TlsMaterial;
import praetor.testkit.tls.TestCertificates;

/** HTTP/1.1 and HTTP/2 over TLS, with the JDK's client on the other side. */
class TlsIT {
  @TempDir Path folder;

  private final DemoApi api = new DemoApi();
  private TestCertificates certificates;
  private HttpServer server;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws Exception {
    var routes = new ArrayList<>(api.routes());
    routes.add(
        Route.at(
            "/v1/echo",
            Endpoint.blocking("PUT", r -> Response.json(r.bodyStream().readAllBytes()))
                .streamedBody()));
    routes.add(
        Route.at(
            "/v1/stream",
            Endpoint.quick(
                "GET",
                e ->
                    e.respond(
                        Response.stream(
                            "text/plain",
                            out -> {
                              for (int i = 0; i < 1_000; i++) {
                                out.write(DemoApi.bytes("line " + i + "\n"));
                                out.flush();
                              }
                            })))));
    server = new HttpServer(HttpOptions.defaults(), new Router(RouterOptions.defaults(), routes));
    certificates = TestCertificates.in(folder);
    listen(server, false);
  }

  private void listen(HttpServer server, boolean clientCertificate) throws Exception {
    var own = identity("server");
    var authorities = Pem.certificates(Files.readString(certificates.certificate("ca")));
    var material = new TlsMaterial(Optional.of(own), authorities);
    var context =
        TlsContexts.server(
            material.verifying(),
            List.of("TLSv1.3", "TLSv1.2"),
            List.of("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
            clientCertificate);
    address =
        (InetSocketAddress)
            server.listenTls(
                new ListenAddress.Tcp(new InetSocketAddress("127.0.0.1", 0)), () -> context);
  }

  private Identity identity(String name) throws Exception {
    return Identity.parse(
        Files.readString(certificates.certificate(name)), Files.readString(certificates.key(name)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpClient client(HttpClient.Version version) throws Exception {
    return client(version, Optional.empty());
  }

  private HttpClient client(HttpClient.Version version, Optional<String> shown) throws Exception {
    var own = shown.isPresent() ? Optional.of(identity(shown.get())) : Optional.<Identity>empty();
    var authorities = Pem.certificates(Files.readString(certificates.certificate("ca")));
    var context = new TlsMaterial(own, authorities).verifying();
    return HttpClient.newBuilder().sslContext(context).version(version).build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + address.getPort() + path));
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void bothProtocolsAnswerAlike(HttpClient.Version version) throws Exception {
    try (var client = client(version)) {
      var put = request("/v1/kv/a").PUT(HttpRequest.BodyPublishers.ofString("value")).build();
      assertThat(client.send(put, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("true");
      var got = client.send(request("/v1/kv/a?raw").build(), HttpResponse.BodyHandlers.ofString());
      assertThat(got.version()).isEqualTo(version);
      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.body()).isEqualTo("value");
      assertThat(got.headers().firstValue("X-Consul-Index")).contains("1");
      assertThat(got.headers().firstValue("Vary")).contains("Accept-Encoding");
      assertThat(got.headers().firstValue("Content-Length")).contains("5");
      assertThat(got.headers().firstValue("Date")).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void largeBodiesGoBothWays(HttpClient.Version version) throws Exception {
    var body = "0123456789abcdef".repeat(131_072);
    try (var client = client(version)) {
      var put = request("/v1/echo").PUT(HttpRequest.BodyPublishers.ofString(body)).build();
      assertThat(client.send(put, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void streamsArriveWhole(HttpClient.Version version) throws Exception {
    try (var client = client(version)) {
      var got = client.send(request("/v1/stream").build(), HttpResponse.BodyHandlers.ofLines());
      assertThat(got.body().toList()).hasSize(1_000).last().isEqualTo("line 999");
    }
  }

  @Test
  void http2RefusesTooLargeBodiesAndGoesOn() throws Exception {
    try (var client = client(HttpClient.Version.HTTP_2)) {
      var put =
          request("/v1/kv/a")
              .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[600_000]))
              .build();
      var refused = client.send(put, HttpResponse.BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.body()).startsWith("Request body(600000 bytes) too large");
      var got = client.send(request("/v1/bogus").build(), HttpResponse.BodyHandlers.ofString());
      assertThat(got.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void http2StreamsAreIndependent() throws Exception {
    try (var client = client(HttpClient.Version.HTTP_2)) {
      var parked =
          client.sendAsync(
              request("/v1/kv/a?index=1").build(), HttpResponse.BodyHandlers.ofString());
      await().until(() -> api.parked().size() == 1);
      var others = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 50; i++) {
        others.add(
            client.sendAsync(
                request("/v1/status/leader").build(), HttpResponse.BodyHandlers.ofString()));
      }
      for (var other : others) {
        assertThat(other.join().statusCode()).isEqualTo(200);
      }
      var shared = new SharedBytes(DemoApi.bytes("x".repeat(50_000)));
      api.parked().getFirst().respond(Response.json(shared));
      assertThat(parked.join().body()).hasSize(50_000);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void http2ClientThatLeavesIsNoticed() throws Exception {
    try (var client = client(HttpClient.Version.HTTP_2)) {
      var parked =
          client.sendAsync(
              request("/v1/kv/a?index=1").build(), HttpResponse.BodyHandlers.ofString());
      await().until(() -> api.parked().size() == 1);
      parked.cancel(true);
      await().until(() -> api.parked().isEmpty());
    }
  }

  @Test
  void closingEndsParkedStreams() throws Exception {
    try (var client = client(HttpClient.Version.HTTP_2)) {
      var parked =
          client.sendAsync(
              request("/v1/kv/a?index=1").build(), HttpResponse.BodyHandlers.ofString());
      await().until(() -> api.parked().size() == 1);
      server.close();
      assertThat(parked.handle((_, failure) -> failure).join()).isInstanceOf(Exception.class);
      assertThat(api.parked()).isEmpty();
    }
  }

  @Test
  void plainHttpIsToldThatThisIsTls() throws IOException {
    try (var client = RawClient.to(address)) {
      assertThat(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").readAllText())
          .isEqualTo(
              "HTTP/1.0 400 Bad Request\r\n\r\n"
                  + "Client sent an HTTP request to an HTTPS server.\n");
    }
  }

  @Test
  void garbageInsteadOfAHandshakeEndsTheConnectionQuietly() throws IOException {
    try (var complaints = new Servers.Complaints()) {
      try (var client = RawClient.to(address)) {
        client.send("\u0016\u0003\u0001garbage that is no handshake at all");
        client.readAll();
      }
      await().until(() -> server.connections() == 0);
      assertThat(complaints.texts()).isEmpty();
    }
  }

  @Test
  void onlyWhoShowsACertificateOfTheAuthorityIsLetInWhereCallersAreVerified() throws Exception {
    listen(server, true);
    try (var known = client(HttpClient.Version.HTTP_2, Optional.of("client"));
        var stranger = client(HttpClient.Version.HTTP_2, Optional.of("other-client"));
        var nobody = client(HttpClient.Version.HTTP_1_1)) {
      var leader = request("/v1/status/leader").build();
      assertThat(known.send(leader, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      for (var refused : List.of(stranger, nobody)) {
        assertThatThrownBy(() -> refused.send(leader, HttpResponse.BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aClientOfAnotherProtocolIsRefusedInTheHandshake() throws Exception {
    try (var socket = tlsSocket("spdy/3")) {
      assertThatThrownBy(socket::startHandshake).hasMessageContaining("no_application_protocol");
    }
  }

  /** Source: Consul 1.21.4 lets the handshake end and then says it in clear HTTP/1.1. */
  @Test
  void oneConnectionTooManyIsToldInsideTls() throws Exception {
    server.limitConnectionsPerClient(1);
    try (var _ = connected("http/1.1");
        var second = tlsSocket("h2")) {
      assertThat(new String(second.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
          .endsWith("please rate limit your calls\n");
    }
    server.limitConnectionsPerClient(0);
    try (var first = tlsSocket("http/1.1");
        var second = tlsSocket("http/1.1")) {
      first.startHandshake();
      second.startHandshake();
      assertThat(second.getApplicationProtocol()).isEqualTo("http/1.1");
    }
  }

  @Test
  void clearTextOnOneConnectionTooManyEndsItQuietly() throws Exception {
    server.limitConnectionsPerClient(1);
    try (var complaints = new Servers.Complaints();
        var _ = connected("h2");
        var second = RawClient.to(address)) {
      second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(second.isClosedByServer()).isTrue();
      assertThat(complaints.texts()).isEmpty();
    }
  }

  /** A connection that counts: its handshake is done. */
  private SSLSocket connected(String protocol) throws Exception {
    var socket = tlsSocket(protocol);
    socket.startHandshake();
    return socket;
  }

  private SSLSocket tlsSocket(String protocol) throws Exception {
    var factory = TlsMaterial.NONE.trusting().getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(address.getAddress(), address.getPort());
    var parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Test
  void aSocketInTheFileSystemCanSpeakTlsToo() throws Exception {
    var path = folder.resolve("https.sock");
    var context =
        TlsContexts.server(
            new TlsMaterial(Optional.of(identity("server")), List.of()).trusting(),
            List.of("TLSv1.3"),
            List.of("TLS_AES_128_GCM_SHA256"),
            false);
    server.listenTls(
        new ListenAddress.Unix(path, Optional.empty(), Optional.empty(), Optional.empty()),
        () -> context);
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      channel.write(ByteBuffer.wrap(DemoApi.bytes("GET / HTTP/1.1\r\n\r\n")));
      var answer = ByteBuffer.allocate(200);
      while (channel.read(answer) >= 0) {
        assertThat(answer.hasRemaining()).isTrue();
      }
      assertThat(new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII))
          .endsWith("Client sent an HTTP request to an HTTPS server.\n");
    }
  }
}

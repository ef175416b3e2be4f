package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import praetor.http.Response;
import praetor.http.SharedBytes;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;

/** HTTP/1.1 and HTTP/2 over TLS, with the JDK's client on the other side. */
class TlsIT {
  private final DemoApi api = new DemoApi();
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
    var context =
        TlsContexts.server(
            TlsIT.class.getResourceAsStream("server.crt"),
            TlsIT.class.getResourceAsStream("server.key"),
            Optional.empty(),
            List.of("TLSv1.2", "TLSv1.3"));
    address =
        (InetSocketAddress)
            server.listen(
                new ListenAddress.Tls(new InetSocketAddress("127.0.0.1", 0), () -> context));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static HttpClient client(HttpClient.Version version) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = TlsIT.class.getResourceAsStream("server.crt")) {
      store.setCertificateEntry(
          "test", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
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
}

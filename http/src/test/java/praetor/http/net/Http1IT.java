package praetor.http.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import praetor.http.Exchange;
import praetor.http.Response;
import praetor.http.SharedBytes;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.http.route.Router;
import praetor.http.route.RouterOptions;

class Http1IT {
  private final CountDownLatch slow = new CountDownLatch(1);
  private final DemoApi api = new DemoApi();
  private HttpServer server;
  private InetSocketAddress address;

  @BeforeEach
  void start() throws IOException {
    var routes = new ArrayList<>(api.routes());
    routes.add(
        Route.at(
            "/v1/slow",
            Endpoint.blocking(
                "GET",
                _ -> {
                  slow.await();
                  return Response.text(200, "slow");
                })));
    routes.add(Route.at("/v1/echo", Endpoint.blocking("PUT", r -> Response.json(r.body()))));
    server =
        new HttpServer(
            HttpOptions.defaults().withMaxHeaderBytes(8_192),
            new Router(RouterOptions.defaults(), routes));
    address = Servers.listen(server);
  }

  @AfterEach
  void stop() {
    slow.countDown();
    server.close();
  }

  private RawClient client() throws IOException {
    return RawClient.to(address);
  }

  private String ask(String bytes) throws IOException {
    try (var client = client()) {
      return client.send(bytes).readAllText();
    }
  }

  @Test
  void connectionServesManyRequests() throws IOException {
    try (var client = client()) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.get("/v1/catalog/datacenters").text()).isEqualTo("[\"dc1\"]");
      }
    }
  }

  @Test
  void http10EndsWithItsAnswerUnlessAskedToStay() throws IOException {
    assertThat(ask("GET /v1/status/leader HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.0 200 OK\r\n")
        .doesNotContain("Connection")
        .endsWith("\r\n\r\n\"127.0.0.1:8300\"");
    try (var client = client()) {
      for (int i = 0; i < 2; i++) {
        var answer =
            client.send("GET /v1/status/leader HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").read();
        assertThat(answer.headers()).containsEntry("Connection", "keep-alive");
      }
    }
  }

  @Test
  void closesWhenAskedTo() throws IOException {
    try (var client = client()) {
      var answer = client.get("/v1/status/leader", "Connection: close");
      assertThat(answer.headers()).containsEntry("Connection", "close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (var client = client()) {
      client.send(
          RawClient.head("GET", "/v1/slow")
              + "\r\n"
              + RawClient.head("GET", "/v1/status/leader")
              + "\r\n"
              + RawClient.head("PUT", "/v1/echo", "Content-Length: 3")
              + "\r\nabc"
              + RawClient.head("GET", "/v1/bogus")
              + "\r\n");
      slow.countDown();
      assertThat(client.read().text()).isEqualTo("slow");
      assertThat(client.read().text()).isEqualTo("\"127.0.0.1:8300\"");
      assertThat(client.read().text()).isEqualTo("abc");
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.get("/v1/status/leader").status()).isEqualTo(200);
    }
  }

  @Test
  void thousandPipelinedRequestsAreAllAnswered() throws IOException {
    int count = 1_000;
    try (var client = client()) {
      var requests = new StringBuilder();
      for (int i = 0; i < count; i++) {
        var body = Integer.toString(i);
        requests
            .append(RawClient.head("PUT", "/v1/echo", "Content-Length: " + body.length()))
            .append("\r\n")
            .append(body);
      }
      client.send(requests.toString());
      for (int i = 0; i < count; i++) {
        assertThat(client.read().text()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void halfClosedClientStillGetsItsAnswers() throws IOException {
    try (var client = client()) {
      client.send(
          RawClient.head("PUT", "/v1/echo", "Content-Length: 1")
              + "\r\na"
              + RawClient.head("GET", "/v1/status/leader")
              + "\r\n");
      client.finishSending();
      assertThat(client.readAllText()).contains("\r\n\r\na").endsWith("\"127.0.0.1:8300\"");
    }
  }

  @Test
  void requestMayArriveByteByByte() throws IOException {
    var request =
        RawClient.head("PUT", "/v1/echo", "Transfer-Encoding: chunked")
            + "\r\n3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: x\r\n\r\n";
    try (var client = client()) {
      for (char c : request.toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.read().text()).isEqualTo("abcde");
    }
  }

  @Test
  void waitsWithItsBodyForContinue() throws IOException {
    try (var client = client()) {
      client.send(
          RawClient.head("PUT", "/v1/echo", "Content-Length: 3", "Expect: 100-continue") + "\r\n");
      assertThat(client.read().statusLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(client.send("abc").read().text()).isEqualTo("abc");
      assertThat(client.get("/v1/status/leader").status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotAskForABodyItRefuses() throws IOException {
    try (var client = client()) {
      client.send(
          RawClient.head("PUT", "/v1/kv/a", "Content-Length: 600000", "Expect: 100-continue")
              + "\r\n");
      var answer = client.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text())
          .startsWith("Request body(600000 bytes) too large, max size: 524288");
      assertThat(answer.headers()).containsEntry("Connection", "close");
    }
  }

  @Test
  void tooLargeBodyIsRefusedWhileItIsSentAndTheAnswerArrives() throws IOException {
    try (var client = client()) {
      client.send(RawClient.head("PUT", "/v1/kv/a", "Content-Length: 10737418240") + "\r\n");
      var piece = new byte[64 << 10];
      try {
        for (int i = 0; i < 160; i++) {
          client.send(piece);
        }
      } catch (IOException _) {
        // The server need not take it all.
      }
      assertThat(client.read().text()).startsWith("Request body(10737418240 bytes) too large");
    }
  }

  @Test
  void tooLargeChunkedBodyIsCutOffWhenItIsTooMuch() throws IOException {
    try (var client = client()) {
      client.send(RawClient.head("PUT", "/v1/kv/a", "Transfer-Encoding: chunked") + "\r\n");
      var chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      try {
        for (int i = 0; i < 40; i++) {
          client.send(chunk);
        }
      } catch (IOException _) {
        // The server need not take it all.
      }
      var answer = client.read();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"POST,/v1/kv/a,405", "PUT,/v1/bogus,404", "PUT,/v1//kv,307"})
  void unwantedBodyIsDroppedAndTheConnectionGoesOn(String method, String path, int status)
      throws IOException {
    try (var client = client()) {
      client.send(
          RawClient.head(method, path, "Content-Length: 200000") + "\r\n" + "x".repeat(200_000));
      assertThat(client.read().status()).isEqualTo(status);
      assertThat(client.get("/v1/status/leader").status()).isEqualTo(200);
    }
  }

  @Test
  void largeUnwantedBodyEndsTheConnection() throws IOException {
    try (var client = client()) {
      client.send(
          RawClient.head("POST", "/v1/kv/a", "Content-Length: 300000")
              + "\r\n"
              + "x".repeat(300_000));
      assertThat(client.read().headers()).containsEntry("Connection", "close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void headIsAnsweredWithoutABody() throws IOException {
    try (var client = client()) {
      var answer = client.send(RawClient.head("HEAD", "/v1/bogus") + "\r\n").read("HEAD");
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.headers()).containsEntry("Content-Length", "53");
      assertThat(client.get("/v1/status/leader").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/kv/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/kv/a\u0001b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /v1/kv/a b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET v1/kv/a HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET ?x HTTP/1.1\r\nHost: x\r\n\r\n",
        "G@T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/1\r\nHost: x\r\n\r\n",
        "hello\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nF(o: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nFoo: a\u0000b\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na",
        "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "PUT /v1/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"
      })
  void refusesWhatIsNoProperRequest(String bytes) throws IOException {
    assertThat(ask(bytes))
        .isEqualTo(
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Connection: close\r\n\r\n400 Bad Request");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1\r\n\r\n', 400 Bad Request: missing required Host header",
    "'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 400 Bad Request: malformed Host header",
    "'GET / HTTP/2.0\r\nHost: x\r\n\r\n', "
        + "505 HTTP Version Not Supported: unsupported protocol version"
  })
  void saysWhatIsMissing(String bytes, String text) throws IOException {
    assertThat(ask(bytes)).startsWith("HTTP/1.1 " + text + "\r\n").endsWith("\r\n\r\n" + text);
  }

  @Test
  void unknownEncodingsAndExpectationsAreRefused() throws IOException {
    assertThat(ask("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"))
        .startsWith("HTTP/1.1 501 Not Implemented\r\n")
        .endsWith("Unsupported transfer encoding");
    assertThat(ask("PUT / HTTP/1.1\r\nHost: x\r\nExpect: cake\r\nContent-Length: 1\r\n\r\n"))
        .startsWith("HTTP/1.1 417 Expectation Failed\r\n");
  }

  @Test
  void lengthsThatAgreeAreOne() throws IOException {
    assertThat(
            ask(
                RawClient.head(
                        "PUT",
                        "/v1/echo",
                        "Content-Length: 1",
                        "Content-Length: 1",
                        "Connection: close")
                    + "\r\na"))
        .endsWith("\r\n\r\na");
  }

  @Test
  void lineFeedsAloneEndHeaderLines() throws IOException {
    assertThat(ask("GET /v1/status/leader HTTP/1.1\nHost: x\nConnection: close\n\n"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void tooLongHeadsAreRefused() throws IOException {
    var text = "431 Request Header Fields Too Large";
    var long1 = "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    var long2 = RawClient.head("GET", "/", "Foo: " + "a".repeat(20_000)) + "\r\n";
    for (var request : new String[] {long1, long2}) {
      assertThat(ask(request)).startsWith("HTTP/1.1 " + text).endsWith("\r\n\r\n" + text);
    }
    assertThat(
            ask(
                RawClient.head("GET", "/", "Connection: close", "Foo: " + "a".repeat(8_000))
                    + "\r\n"))
        .startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void oddCharactersInPathsAreAccepted() throws IOException {
    try (var client = client()) {
      var key = "/v1/kv/a|b{}\"^\\<>`\u00c5\u00be";
      client.send(RawClient.head("PUT", key, "Content-Length: 1") + "\r\nx");
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.get(key + "?raw").text()).isEqualTo("x");
      assertThat(client.get("/v1/kv/?keys").text()).contains("ž");
    }
  }

  @Test
  void largeAnswersArriveWhole() throws IOException {
    var value = "0123456789abcdef".repeat(32_768);
    try (var client = client()) {
      client.send(RawClient.head("PUT", "/v1/kv/a", "Content-Length: 524288") + "\r\n" + value);
      assertThat(client.read().status()).isEqualTo(200);
      for (int i = 0; i < 5; i++) {
        client.send(RawClient.head("GET", "/v1/kv/a?raw") + "\r\n");
      }
      for (int i = 0; i < 5; i++) {
        assertThat(client.read().text()).isEqualTo(value);
      }
    }
  }

  @Test
  void parkedRequestIsToldWhenItsClientLeaves() throws IOException {
    try (var client = client()) {
      client.send(RawClient.head("GET", "/v1/kv/a?index=1") + "\r\n");
      await().untilAsserted(() -> assertThat(api.parked()).hasSize(1));
    }
    await().untilAsserted(() -> assertThat(api.parked()).isEmpty());
    await().untilAsserted(() -> assertThat(server.connections()).isZero());
  }

  @Test
  void parkedClientThatMerelyStoppedSendingGetsNewsThatComeSoon() throws IOException {
    try (var client = client()) {
      client.send(RawClient.head("GET", "/v1/kv/a?index=1") + "\r\n").finishSending();
      await().until(() -> api.parked().size() == 1);
      api.parked().getFirst().respond(Response.text(200, "news"));
      assertThat(client.readAllText()).endsWith("\r\n\r\nnews");
    }
  }

  @Test
  void oneSharedAnswerWakesManyWatchers() throws Exception {
    int count = 50;
    var clients = new ArrayList<RawClient>();
    try {
      for (int i = 0; i < count; i++) {
        clients.add(client().send(RawClient.head("GET", "/v1/kv/a?index=1") + "\r\n"));
      }
      await().atMost(10, TimeUnit.SECONDS).until(() -> api.parked().size() == count);
      var body = "x".repeat(100_000);
      var answer = Response.json(new SharedBytes(body.getBytes(UTF_8)));
      api.parked().forEach(exchange -> exchange.respond(answer));
      for (var client : clients) {
        assertThat(client.read().text()).isEqualTo(body);
        assertThat(client.get("/v1/status/leader").status()).isEqualTo(200);
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void onlyTheFirstAnswerCounts() throws Exception {
    try (var client = client()) {
      client.send(RawClient.head("GET", "/v1/kv/a?index=1") + "\r\n");
      await().until(() -> api.parked().size() == 1);
      Exchange parked = api.parked().getFirst();
      parked.respond(Response.text(200, "first"));
      parked.respond(Response.text(200, "second"));
      assertThat(client.read().text()).isEqualTo("first");
      assertThat(client.get("/v1/status/leader").text()).isEqualTo("\"127.0.0.1:8300\"");
    }
  }

  @Test
  void compressesForWhoAsksFromFourteenHundredBytesOn() throws IOException {
    try (var client = client()) {
      for (int size : new int[] {1_399, 1_400, 100_000}) {
        client.send(
            RawClient.head("PUT", "/v1/kv/a", "Content-Length: " + size)
                + "\r\n"
                + "a".repeat(size));
        client.read();
        var plain = client.get("/v1/kv/a?raw");
        var zipped = client.get("/v1/kv/a?raw", "Accept-Encoding: gzip");
        assertThat(plain.headers()).doesNotContainKey("Content-Encoding");
        assertThat(plain.body()).hasSize(size);
        if (size < 1_400) {
          assertThat(zipped.headers()).doesNotContainKey("Content-Encoding");
        } else {
          assertThat(zipped.headers()).containsEntry("Content-Encoding", "gzip");
          var in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()));
          assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
      }
    }
  }

  @Test
  void dateIsTheCurrentTime() throws IOException {
    try (var client = client()) {
      var date = client.get("/v1/status/leader").headers().get("Date");
      var parsed = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      assertThat(parsed).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }
  }
}

package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;
import praetor.http.route.RouterOptions;

class LimitsIT {
  private static final HttpOptions IMPATIENT =
      HttpOptions.defaults()
          .withTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

  @Test
  void oneClientMayHaveSoManyConnections() throws IOException {
    var options = HttpOptions.defaults().withConnectionLimits(3, 100);
    try (var server = new HttpServer(options, DemoApi.router())) {
      var address = Servers.listen(server);
      try (var one = RawClient.to(address);
          var two = RawClient.to(address);
          var three = RawClient.to(address)) {
        for (var client : new RawClient[] {one, two, three}) {
          assertThat(client.get("/v1/status/leader").status()).isEqualTo(200);
        }
        try (var four = RawClient.to(address)) {
          assertThat(four.readAllText())
              .isEqualTo(
                  "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/plain\r\n"
                      + "Content-Length: 81\r\nConnection: close\r\n\r\n"
                      + "Your IP is issuing too many concurrent connections,"
                      + " please rate limit your calls\n");
        }
      }
      await().until(() -> server.connections() == 0);
      try (var again = RawClient.to(address)) {
        assertThat(again.get("/v1/status/leader").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void connectionsAltogetherAreLimitedToo() throws IOException {
    var options = HttpOptions.defaults().withConnectionLimits(0, 1);
    try (var server = new HttpServer(options, DemoApi.router())) {
      var address = Servers.listen(server);
      try (var one = RawClient.to(address)) {
        assertThat(one.get("/v1/status/leader").status()).isEqualTo(200);
        try (var two = RawClient.to(address)) {
          assertThat(two.read().status()).isEqualTo(503);
        }
      }
    }
  }

  @Test
  void unfinishedHeadIsNotWaitedForLong() throws IOException {
    try (var server = new HttpServer(IMPATIENT, DemoApi.router());
        var client = RawClient.to(Servers.listen(server))) {
      long began = System.nanoTime();
      client.send("GET /v1/status/leader HTTP/1.1\r\nHost:");
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void stalledBodyIsNotWaitedForLong() throws IOException {
    try (var server = new HttpServer(IMPATIENT, DemoApi.router());
        var client = RawClient.to(Servers.listen(server))) {
      client.send(RawClient.head("PUT", "/v1/kv/a", "Content-Length: 10") + "\r\nabc");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void idleConnectionIsClosedButAParkedRequestIsNot() throws IOException {
    var api = new DemoApi();
    var router = api.routed(RouterOptions.defaults());
    try (var server = new HttpServer(IMPATIENT, router)) {
      var address = Servers.listen(server);
      try (var idle = RawClient.to(address);
          var parked = RawClient.to(address)) {
        parked.send(RawClient.head("GET", "/v1/kv/a?index=1") + "\r\n");
        idle.get("/v1/status/leader");
        assertThat(idle.isClosedByServer()).isTrue();
        await().until(() -> server.connections() == 1);
        api.parked().getFirst().respond(Response.text(200, "news"));
        assertThat(parked.read().text()).isEqualTo("news");
      }
    }
  }

  @Test
  void closingAnswersRequestsAtWorkAndEndsParkedOnes() throws Exception {
    var started = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var gone = new CompletableFuture<Void>();
    var parkedOne = new CountDownLatch(1);
    var handler =
        Servers.routes(
            Route.at(
                "/v1/work",
                Endpoint.blocking(
                    "GET",
                    _ -> {
                      started.countDown();
                      release.await();
                      return Response.text(200, "done");
                    })),
            Route.at(
                "/v1/park",
                Endpoint.quick(
                    "GET",
                    exchange -> {
                      exchange.onGone(() -> gone.complete(null));
                      parkedOne.countDown();
                    })));
    var server = new HttpServer(HttpOptions.defaults(), handler);
    var address = Servers.listen(server);
    try (var work = RawClient.to(address);
        var park = RawClient.to(address);
        var idle = RawClient.to(address)) {
      work.send(RawClient.head("GET", "/v1/work") + "\r\n");
      park.send(RawClient.head("GET", "/v1/park") + "\r\n");
      started.await();
      parkedOne.await();
      await().until(() -> server.connections() == 3);
      var closing = CompletableFuture.runAsync(server::close);
      gone.join();
      assertThat(park.isClosedByServer()).isTrue();
      assertThat(idle.isClosedByServer()).isTrue();
      release.countDown();
      var answer = work.read();
      assertThat(answer.text()).isEqualTo("done");
      assertThat(answer.headers()).containsEntry("Connection", "close");
      closing.join();
    }
  }
}

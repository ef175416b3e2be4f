package praetor.http.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import praetor.http.Body;
import praetor.http.Response;
import praetor.http.route.Endpoint;
import praetor.http.route.Route;

class StreamingIT {
  private static Route stream(Body.Writer writer) {
    return Route.at(
        "/v1/stream", Endpoint.quick("GET", e -> e.respond(Response.stream("text/plain", writer))));
  }

  @Test
  void flushedPiecesArriveWhileTheStreamGoesOn() throws Exception {
    var goOn = new CountDownLatch(1);
    var handler =
        Servers.routes(
            stream(
                out -> {
                  out.write(DemoApi.bytes("first\n"));
                  out.flush();
                  goOn.await();
                  out.write(DemoApi.bytes("second\n"));
                }));
    try (var server = new HttpServer(HttpOptions.defaults(), handler);
        var client = RawClient.to(Servers.listen(server))) {
      client.send(RawClient.head("GET", "/v1/stream") + "\r\n");
      goOn.countDown();
      var answer = client.read();
      assertThat(answer.headers()).containsEntry("Transfer-Encoding", "chunked");
      assertThat(answer.text()).isEqualTo("first\nsecond\n");
      client.send(RawClient.head("HEAD", "/v1/stream") + "\r\n");
      assertThat(client.read("HEAD").status()).isEqualTo(405);
    }
  }

  @Test
  void http10StreamEndsWithTheConnection() throws IOException {
    var handler = Servers.routes(stream(out -> out.write(DemoApi.bytes("all of it"))));
    try (var server = new HttpServer(HttpOptions.defaults(), handler);
        var client = RawClient.to(Servers.listen(server))) {
      client.send("GET /v1/stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(client.readAllText()).doesNotContain("chunked").endsWith("\r\n\r\nall of it");
    }
  }

  @Test
  void slowReaderHoldsTheWriterBack() throws Exception {
    long total = 64L << 20;
    var written = new AtomicLong();
    var handler =
        Servers.routes(
            stream(
                out -> {
                  var piece = new byte[64 << 10];
                  for (long done = 0; done < total; done += piece.length) {
                    out.write(piece);
                    written.addAndGet(piece.length);
                  }
                }));
    try (var server = new HttpServer(HttpOptions.defaults(), handler);
        var client = RawClient.to(Servers.listen(server))) {
      client.send(RawClient.head("GET", "/v1/stream") + "\r\n");
      // The writer comes to rest far from the end, when the kernel's buffers are full.
      await()
          .during(500, TimeUnit.MILLISECONDS)
          .atMost(10, TimeUnit.SECONDS)
          .until(() -> standsStill(written));
      assertThat(written.get()).isLessThan(total / 2);
      assertThat(client.read().body()).hasSize((int) total);
    }
  }

  private static boolean standsStill(AtomicLong counter) throws InterruptedException {
    long before = counter.get();
    TimeUnit.MILLISECONDS.sleep(50);
    return before > 0 && counter.get() == before;
  }

  @Test
  void writerIsInterruptedWhenTheClientLeaves() throws Exception {
    var ended = new CompletableFuture<Throwable>();
    var handler =
        Servers.routes(
            stream(
                out -> {
                  out.write(1);
                  out.flush();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    ended.complete(e);
                    throw e;
                  }
                }));
    try (var complaints = new Servers.Complaints();
        var server = new HttpServer(HttpOptions.defaults(), handler)) {
      try (var client = RawClient.to(Servers.listen(server))) {
        client.send(RawClient.head("GET", "/v1/stream") + "\r\n");
        await().until(() -> server.connections() == 1);
      }
      assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      await().until(() -> server.connections() == 0);
      assertThat(complaints.texts()).isEmpty();
    }
  }

  @Test
  void brokenStreamIsNotTakenForAWholeOne() throws IOException {
    var handler =
        Servers.routes(
            stream(
                out -> {
                  out.write(DemoApi.bytes("half"));
                  out.flush();
                  throw new IOException("disk is gone");
                }));
    try (var complaints = new Servers.Complaints();
        var server = new HttpServer(HttpOptions.defaults(), handler);
        var client = RawClient.to(Servers.listen(server))) {
      client.send(RawClient.head("GET", "/v1/stream") + "\r\n");
      assertThat(client.readAllText()).contains("half").doesNotContain("\r\n0\r\n");
      assertThat(complaints.texts()).singleElement().asString().contains("disk is gone");
    }
  }

  @Test
  void uploadOfAnySizePassesThroughLittleMemory() throws Exception {
    long total = 256L << 20;
    var handler =
        Servers.routes(
            Route.at(
                "/v1/upload",
                Endpoint.blocking(
                        "PUT",
                        request -> {
                          long count =
                              request.bodyStream().transferTo(OutputStream.nullOutputStream());
                          return Response.text(200, Long.toString(count));
                        })
                    .streamedBody()));
    try (var server = new HttpServer(HttpOptions.defaults(), handler);
        var client = RawClient.to(Servers.listen(server))) {
      client.send(RawClient.head("PUT", "/v1/upload", "Content-Length: " + total) + "\r\n");
      var piece = new byte[1 << 20];
      for (long sent = 0; sent < total; sent += piece.length) {
        client.send(piece);
      }
      assertThat(client.read().text()).isEqualTo(Long.toString(total));
      client.send(RawClient.head("PUT", "/v1/upload", "Content-Length: 1") + "\r\nx");
      assertThat(client.read().text()).isEqualTo("1");
    }
  }

  @Test
  void readerOfAnUploadIsToldWhenItBreaksOff() throws Exception {
    var failure = new CompletableFuture<Throwable>();
    var handler =
        Servers.routes(
            Route.at(
                "/v1/upload",
                Endpoint.blocking(
                        "PUT",
                        request -> {
                          try {
                            request.bodyStream().readAllBytes();
                          } catch (IOException e) {
                            failure.complete(e);
                          }
                          return Response.empty(400);
                        })
                    .streamedBody()));
    try (var server = new HttpServer(HttpOptions.defaults(), handler)) {
      try (var client = RawClient.to(Servers.listen(server))) {
        client.send(RawClient.head("PUT", "/v1/upload", "Content-Length: 10") + "\r\nabc");
      }
      assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessage("unexpected EOF");
    }
  }

  @Test
  void unreadRestOfAnUploadDoesNotSpoilTheNextRequest() throws IOException {
    var handler =
        Servers.routes(
            Route.at(
                "/v1/upload",
                Endpoint.blocking("PUT", _ -> Response.text(200, "seen enough")).streamedBody()));
    try (var server = new HttpServer(HttpOptions.defaults(), handler);
        var client = RawClient.to(Servers.listen(server))) {
      for (int i = 0; i < 3; i++) {
        client.send(
            RawClient.head("PUT", "/v1/upload", "Content-Length: 100000")
                + "\r\n"
                + "x".repeat(100_000));
        assertThat(client.read().text()).isEqualTo("seen enough");
      }
    }
  }
}

package praetor.http.route;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import praetor.http.Body;
import praetor.http.Exchange;
import praetor.http.Headers;
import praetor.http.HttpVersion;
import praetor.http.Request;
import praetor.http.RequestTarget;
import praetor.http.Response;

/** An exchange without a network. */
final class FakeExchange implements Exchange {
  final CompletableFuture<Response> answer = new CompletableFuture<>();
  private final Request request;

  FakeExchange(Request request) {
    this.request = request;
  }

  static Request request(String method, String target) {
    return Request.of(
        method,
        RequestTarget.parse(method, target).orElseThrow(),
        HttpVersion.HTTP_1_1,
        Headers.EMPTY,
        new InetSocketAddress("127.0.0.1", 4711),
        false);
  }

  static String text(Response response) {
    return new String(
        ((Body.Bytes) response.body()).bytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public void respond(Response response) {
    answer.complete(response);
  }

  @Override
  public void onGone(Runnable action) {
    throw new UnsupportedOperationException("this client never goes");
  }
}

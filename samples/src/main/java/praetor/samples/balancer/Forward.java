package praetor.samples.balancer;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Sends a request to the first server that answers. One that cannot be reached is passed over; so
 * is one that breaks off, unless the request could do its work twice. Safe for any thread.
 *
 * <p>Answers are held whole before the first byte goes on, so that one which breaks off is not seen
 * by the client.
 *
 * <p>Source: nginx's {@code proxy_next_upstream error timeout}.
 */
final class Forward {
  private static final Duration CONNECT_MAX = Duration.ofMillis(500);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /** Between two neighbours only, or set by the HTTP client and server themselves. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final Picker picker;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();

  Forward(Picker picker) {
    this.picker = picker;
  }

  /** What became of a request. */
  sealed interface Outcome {}

  /** The headers are those for the client. */
  record Answered(HttpResponse<byte[]> answer, Map<String, List<String>> headers)
      implements Outcome {}

  record Nobody(String why) implements Outcome {}

  Outcome send(Inbound request, String path, List<Server> servers) throws InterruptedException {
    var why = "no server is known for this path";
    for (var server : picker.order(servers, System.nanoTime())) {
      try {
        var answer = client.send(outbound(request, server, path), BodyHandlers.ofByteArray());
        picker.answered(server);
        return new Answered(answer, withoutHops(answer.headers().map()));
      } catch (IOException failed) {
        picker.failed(server, System.nanoTime());
        why = server.hostAndPort() + ": " + failed;
        System.err.println(why);
        if (!isUnsent(failed) && !request.isIdempotent()) {
          break;
        }
      }
    }
    return new Nobody(why);
  }

  private static boolean isUnsent(IOException failed) {
    return failed instanceof ConnectException || failed instanceof HttpConnectTimeoutException;
  }

  private static HttpRequest outbound(Inbound request, Server server, String path) {
    var outbound =
        HttpRequest.newBuilder(server.uri(path))
            .timeout(ANSWER_MAX)
            .method(request.method(), request.body());
    withoutHops(request.headers())
        .forEach((name, values) -> values.forEach(value -> outbound.header(name, value)));
    return outbound.build();
  }

  private static Map<String, List<String>> withoutHops(Map<String, List<String>> headers) {
    var kept = new HashMap<>(headers);
    kept.keySet().removeIf(name -> HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)));
    return kept;
  }
}

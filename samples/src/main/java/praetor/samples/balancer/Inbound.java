package praetor.samples.balancer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/**
 * A request that came in, read to its end.
 *
 * @param body can be sent more than once
 */
record Inbound(String method, Map<String, List<String>> headers, BodyPublisher body) {

  static Inbound read(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    return new Inbound(
        exchange.getRequestMethod(),
        Map.copyOf(exchange.getRequestHeaders()),
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
  }

  /** Whether doing it twice does what doing it once does. */
  boolean isIdempotent() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
      default -> false;
    };
  }
}

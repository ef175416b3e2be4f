package praetor.samples.balancer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A request that came in, read to its end so that it can be sent more than once. */
record Inbound(String method, Map<String, List<String>> headers, byte[] body) {

  static Inbound read(HttpExchange exchange) throws IOException {
    return new Inbound(
        exchange.getRequestMethod(),
        Map.copyOf(exchange.getRequestHeaders()),
        exchange.getRequestBody().readAllBytes());
  }

  /** Whether doing it twice does what doing it once does. */
  boolean isIdempotent() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE" -> true;
      default -> false;
    };
  }
}

package praetor.testkit.net;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An HTTP answer as it came: status, headers in order, body bytes, and the time from request to
 * end.
 */
public final class RawResponse {
  private final int status;
  private final List<Map.Entry<String, String>> headers;
  private final byte[] body;
  private final Duration elapsed;

  public RawResponse(
      int status, List<Map.Entry<String, String>> headers, byte[] body, Duration elapsed) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body.clone();
    this.elapsed = elapsed;
  }

  public int status() {
    return status;
  }

  public List<Map.Entry<String, String>> headers() {
    return headers;
  }

  /** All values of a header, joined by a comma and a blank; empty when it is absent. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(h -> h.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .collect(Collectors.collectingAndThen(Collectors.toList(), RawResponse::joined));
  }

  private static Optional<String> joined(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }

  public byte[] body() {
    return body.clone();
  }

  /** The body read as UTF-8, with replacement characters where it is not. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public String toString() {
    return status + " " + headers + " " + text();
  }
}

package praetor.testkit.net;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An HTTP request whose parts go onto the wire as they are written here.
 *
 * <p>The target holds path and query string. A {@code Content-Length} is added for every body, and
 * for an empty one where the method is PUT or POST.
 */
public final class RawRequest {
  private final String method;
  private final String target;
  private final List<Map.Entry<String, String>> headers;
  private final byte[] body;

  private RawRequest(
      String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
    this.method = method;
    this.target = target;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  public static RawRequest of(String method, String target) {
    return new RawRequest(method, target, List.of(), new byte[0]);
  }

  /** This request with one more header; equal names are all sent. */
  public RawRequest header(String name, String value) {
    var more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new RawRequest(method, target, more, body);
  }

  /** This request with the token header that the API reads. */
  public RawRequest token(String token) {
    return header("X-Consul-Token", token);
  }

  public RawRequest body(byte[] bytes) {
    return new RawRequest(method, target, headers, bytes.clone());
  }

  public RawRequest body(String text) {
    return body(text.getBytes(StandardCharsets.UTF_8));
  }

  String method() {
    return method;
  }

  byte[] bodyBytes() {
    return body;
  }

  /** Request line and headers, up to and including the empty line. */
  String head(String host) {
    var head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    headers.forEach(h -> head.append(h.getKey()).append(": ").append(h.getValue()).append("\r\n"));
    if (body.length > 0 || method.equals("PUT") || method.equals("POST")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }
}

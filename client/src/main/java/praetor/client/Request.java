package praetor.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import praetor.model.Bytes;

/**
 * A call of the HTTP API.
 *
 * @param path not encoded, {@code /v1/kv/a b}
 * @param query names and values, not encoded
 */
public record Request(
    String method, String path, Query query, Map<String, String> headers, Optional<Body> body) {

  /**
   * What a request carries.
   *
   * @param length how many bytes there are
   */
  public record Body(String contentType, long length, Content content) {

    /** Writes the bytes: from memory, or from a file too large for it. */
    @FunctionalInterface
    public interface Content {
      void writeTo(OutputStream out) throws IOException;
    }

    public Body(String contentType, Bytes bytes) {
      this(contentType, bytes.length(), out -> out.write(bytes.array()));
    }

    public static Body text(String text) {
      return new Body("application/octet-stream", Bytes.utf8(text));
    }

    public static Body json(String json) {
      return new Body("application/json", Bytes.utf8(json));
    }

    /** All of it, in memory. */
    public byte[] bytes() throws IOException {
      var out = new ByteArrayOutputStream();
      content.writeTo(out);
      return out.toByteArray();
    }
  }

  public Request {
    headers = Map.copyOf(headers);
  }

  public static Request of(String method, String path) {
    return new Request(method, path, Query.NONE, Map.of(), Optional.empty());
  }

  public static Request get(String path) {
    return of("GET", path);
  }

  public Request with(String name, String value) {
    return new Request(method, path, query.and(name, value), headers, body);
  }

  public Request with(Query more) {
    return new Request(method, path, query.and(more), headers, body);
  }

  public Request with(Body newBody) {
    return new Request(method, path, query, headers, Optional.of(newBody));
  }

  public Request withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, path, query, more, body);
  }

  /** Encoded path and query. */
  public String target() {
    var encoded = query.encoded();
    return UrlText.path(path) + (encoded.isEmpty() ? "" : "?" + encoded);
  }
}

package praetor.http;

import java.nio.charset.StandardCharsets;

/**
 * An answer. Immutable: each change makes a new one, so one answer may go to many exchanges.
 *
 * <p>The edge adds {@code Date}, {@code Content-Length} or {@code Transfer-Encoding}, and {@code
 * Connection}; all other headers are as given here, spelling included.
 */
public final class Response {
  private final int status;
  private final Headers headers;
  private final CommonHeaders common;
  private final Body body;
  private final boolean compressible;

  private Response(
      int status, Headers headers, CommonHeaders common, Body body, boolean compressible) {
    this.status = status;
    this.headers = headers;
    this.common = common;
    this.body = body;
    this.compressible = compressible;
  }

  public static Response of(int status, Headers headers, Body body) {
    return new Response(status, headers, CommonHeaders.NONE, body, false);
  }

  /** No body, and no Content-Type. */
  public static Response empty(int status) {
    return of(status, Headers.EMPTY, Body.EMPTY);
  }

  public static Response text(int status, String text) {
    return of(status, TEXT, new Body.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static Response json(int status, byte[] json) {
    return of(status, JSON, new Body.Bytes(json));
  }

  public static Response json(byte[] json) {
    return json(200, json);
  }

  public static Response json(SharedBytes json) {
    return of(200, JSON, new Body.Shared(json));
  }

  public static Response stream(String contentType, Body.Writer writer) {
    return of(200, Headers.of("Content-Type", contentType), new Body.Stream(writer));
  }

  /** The same answer with one more header. */
  public Response header(String name, String value) {
    return new Response(status, headers.plus(name, value), common, body, compressible);
  }

  /** The same answer with more headers: name, value, name, value; one step instead of several. */
  public Response headers(String... pairs) {
    return headers(Headers.of(pairs));
  }

  public Response headers(Headers more) {
    return new Response(status, headers.plus(more), common, body, compressible);
  }

  /** The same answer with these common headers instead of its former common ones. */
  public Response common(CommonHeaders common) {
    return new Response(status, headers, common, body, compressible);
  }

  /** The same answer, gzipped on its way to a client that accepts that. */
  public Response compressible(CommonHeaders common) {
    return new Response(status, headers, common, body, true);
  }

  /** The same answer with another body. */
  public Response body(Body body) {
    return new Response(status, headers, common, body, compressible);
  }

  public int status() {
    return status;
  }

  /** The headers of this answer, without the common ones. */
  public Headers headers() {
    return headers;
  }

  public CommonHeaders common() {
    return common;
  }

  public Body body() {
    return body;
  }

  public boolean isCompressible() {
    return compressible;
  }

  /** Whether this answer is meant to be the last of its connection: {@code Connection: close}. */
  public boolean closesConnection() {
    return headers.first("Connection").filter("close"::equalsIgnoreCase).isPresent();
  }

  @Override
  public String toString() {
    return status + " " + headers + common.headers();
  }

  private static final Headers TEXT = Headers.of("Content-Type", "text/plain; charset=utf-8");
  private static final Headers JSON = Headers.of("Content-Type", "application/json");
}

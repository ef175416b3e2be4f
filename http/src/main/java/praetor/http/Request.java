package praetor.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as a handler sees it. Immutable; safe for any thread. */
public final class Request {
  private static final byte[] NO_BODY = new byte[0];

  private final String method;
  private final RequestTarget target;
  private final HttpVersion version;
  private final Headers headers;
  private final SocketAddress remote;
  private final boolean tls;
  private final byte[] body;
  private final @Nullable InputStream bodyStream;
  private @Nullable Query query;

  private Request(
      String method,
      RequestTarget target,
      HttpVersion version,
      Headers headers,
      SocketAddress remote,
      boolean tls,
      byte[] body,
      @Nullable InputStream bodyStream) {
    this.method = method;
    this.target = target;
    this.version = version;
    this.headers = headers;
    this.remote = remote;
    this.tls = tls;
    this.body = body;
    this.bodyStream = bodyStream;
  }

  /** A request without a body (yet). */
  public static Request of(
      String method,
      RequestTarget target,
      HttpVersion version,
      Headers headers,
      SocketAddress remote,
      boolean tls) {
    return new Request(method, target, version, headers, remote, tls, NO_BODY, null);
  }

  /** The same request with its body, which is handed over. */
  public Request withBody(byte[] body) {
    return new Request(method, target, version, headers, remote, tls, body, null);
  }

  /** The same request with a body that is still arriving. */
  public Request withBodyStream(InputStream stream) {
    return new Request(method, target, version, headers, remote, tls, NO_BODY, stream);
  }

  public String method() {
    return method;
  }

  public RequestTarget target() {
    return target;
  }

  /** The unescaped path as text. */
  public String path() {
    return PercentCodec.utf8(target.path());
  }

  /** What follows {@code prefix} in the unescaped path: a key, a name, an id. */
  public String pathAfter(String prefix) {
    return PercentCodec.utf8(target.path().substring(prefix.length()));
  }

  /** Like {@link #pathAfter}, as the bytes that were sent: they need not be UTF-8. */
  public byte[] pathBytesAfter(String prefix) {
    return target.path().substring(prefix.length()).getBytes(StandardCharsets.ISO_8859_1);
  }

  public Query query() {
    // Parsed by whoever asks first; two threads at once make two equal ones.
    var parsed = query;
    if (parsed == null) {
      parsed = Query.parse(target.rawQuery());
      query = parsed;
    }
    return parsed;
  }

  /** Whether the query names a parameter: {@code ?recurse}. */
  public boolean has(String parameter) {
    return query().has(parameter);
  }

  public HttpVersion version() {
    return version;
  }

  public Headers headers() {
    return headers;
  }

  /** The whole body, not a copy; empty when the route takes it as a stream. */
  public byte[] body() {
    return body;
  }

  /** The body to read from; of a streamed one only once, on a thread that may block. */
  public InputStream bodyStream() {
    return bodyStream == null ? new ByteArrayInputStream(body) : bodyStream;
  }

  public SocketAddress remote() {
    return remote;
  }

  /** The client's IP address; none on a unix socket. */
  public Optional<InetAddress> remoteIp() {
    return remote instanceof InetSocketAddress inet
        ? Optional.ofNullable(inet.getAddress())
        : Optional.empty();
  }

  public boolean isTls() {
    return tls;
  }

  @Override
  public String toString() {
    return method + " " + target.escapedPath() + " from " + remote;
  }
}

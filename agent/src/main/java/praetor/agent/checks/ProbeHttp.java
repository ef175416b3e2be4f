package praetor.agent.checks;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP client of checks: one request, one connection, one deadline, and only the end of the
 * body kept. HTTP/1.1 with Content-Length, chunks, or the end of the connection.
 */
final class ProbeHttp {
  /** Source: Go's http.Client stops after 10. */
  private static final int REDIRECTS_MAX = 10;

  private static final String LATE =
      "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";

  private ProbeHttp() {}

  /**
   * What came back.
   *
   * @param status code and reason: {@code 200 OK}
   */
  record Answer(int code, String status, String body) {}

  static Answer send(ProbeRequest request, int bodyMaxBytes, ProbeTls side) throws ProbeException {
    long deadlineNanos = System.nanoTime() + request.timeout().toNanos();
    var next = request;
    for (int i = 0; i <= REDIRECTS_MAX; i++) {
      var reply = exchange(next, deadlineNanos, bodyMaxBytes, side);
      var location = reply.location().filter(_ -> request.followsRedirects());
      if (location.isEmpty()) {
        return reply.answer();
      }
      next = next.redirected(reply.answer().code(), resolved(next.url(), location.get()));
    }
    throw new ProbeException("stopped after " + REDIRECTS_MAX + " redirects");
  }

  private record Reply(Answer answer, Optional<String> location) {}

  private static Reply exchange(
      ProbeRequest request, long deadlineNanos, int bodyMaxBytes, ProbeTls side)
      throws ProbeException {
    var url = parsed(request.url());
    try (var plain = ProbeSocket.connect(url.host(), url.port(), deadlineNanos);
        var socket = url.secure() ? plain.secured(tls(request, url, side)) : plain) {
      socket.write(request.head(url.path(), url.hostHeader()));
      return read(new HttpInput(socket), request.method(), bodyMaxBytes);
    } catch (ProbeException e) {
      throw System.nanoTime() - deadlineNanos >= 0 ? new ProbeException(LATE) : e;
    }
  }

  private static ProbeSocket.Tls tls(ProbeRequest request, Url url, ProbeTls side) {
    return side.of(request.serverName(), url.host(), request.verifiesTls(), Optional.empty());
  }

  private static Reply read(HttpInput in, String method, int bodyMaxBytes) throws ProbeException {
    var head = in.head();
    // 1xx answers announce another one.
    while (head.code() >= 100 && head.code() < 200) {
      head = in.head();
    }
    var tail = new CheckOutput.Tail(bodyMaxBytes);
    if (!method.equals("HEAD") && head.code() != 204 && head.code() != 304) {
      in.body(head, tail);
    }
    var location = isRedirect(head.code()) ? head.header("location") : Optional.<String>empty();
    return new Reply(new Answer(head.code(), head.status(), tail.text()), location);
  }

  private static boolean isRedirect(int code) {
    return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
  }

  /** The parts of a URL that a connection needs. */
  private record Url(boolean secure, String host, int port, String path, String hostHeader) {}

  private static Url parsed(String text) throws ProbeException {
    int end = text.indexOf("://");
    var scheme = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new ProbeException("unsupported protocol scheme \"" + scheme + "\"");
    }
    boolean secure = scheme.equals("https");
    var rest = text.substring(end + 3);
    int slash = firstOf(rest, "/?#");
    var authority = rest.substring(0, slash);
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    var path = rest.substring(slash);
    int hash = path.indexOf('#');
    path = hash < 0 ? path : path.substring(0, hash);
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    int port = hasPort ? ProbeSocket.port(authority.substring(colon + 1)) : secure ? 443 : 80;
    var host = ProbeSocket.unbracketed(hasPort ? authority.substring(0, colon) : authority);
    return new Url(
        secure,
        host,
        port,
        path.startsWith("/") ? sendable(path) : "/" + sendable(path),
        authority);
  }

  private static int firstOf(String text, String ends) {
    for (int i = 0; i < text.length(); i++) {
      if (ends.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  /** A URL or path with what may not stand in a request line escaped. */
  static String sendable(String path) {
    var out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f) {
        out.append((char) b);
      } else {
        out.append('%').append("%02X".formatted(b & 0xff));
      }
    }
    return out.toString();
  }

  private static String resolved(String base, String location) throws ProbeException {
    try {
      return URI.create(base).resolve(location).toString();
    } catch (IllegalArgumentException _) {
      throw new ProbeException("failed to parse Location header \"" + location + "\"");
    }
  }
}

package praetor.http.net;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.SocketAddress;
import java.util.Optional;
import praetor.http.Headers;
import praetor.http.HttpVersion;
import praetor.http.Request;
import praetor.http.RequestTarget;

/**
 * From Netty's request head to ours, with the checks of Go's server that Netty does not make.
 *
 * <p>Source: answers of Consul 1.21.4 to malformed requests.
 */
final class HeadParser {
  /** What becomes of a head. */
  sealed interface Parsed {
    /**
     * A head to be answered.
     *
     * @param bodyBytes announced length; -1 for a chunked body, 0 for none
     * @param keepAlive whether the client expects the connection to stay open
     * @param expectsContinue whether it waits for 100 before it sends the body
     */
    record Head(Request request, long bodyBytes, boolean keepAlive, boolean expectsContinue)
        implements Parsed {}

    /**
     * A head to be refused without a handler; the connection ends with it.
     *
     * @param status what the status line says after the version
     * @param text the body; empty for an answer without one
     */
    record Refused(String status, String text) implements Parsed {}
  }

  static final Parsed.Refused BAD_REQUEST = refused("400 Bad Request");

  private static final Parsed.Refused HEAD_TOO_LARGE =
      refused("431 Request Header Fields Too Large");
  private static final Parsed.Refused UNKNOWN_VERSION =
      refused("505 HTTP Version Not Supported: unsupported protocol version");
  private static final Parsed.Refused NO_HOST =
      refused("400 Bad Request: missing required Host header");
  private static final Parsed.Refused BAD_HOST = refused("400 Bad Request: malformed Host header");
  private static final Parsed.Refused UNKNOWN_ENCODING =
      new Parsed.Refused("501 Not Implemented", "Unsupported transfer encoding");
  private static final Parsed.Refused UNKNOWN_EXPECTATION =
      new Parsed.Refused("417 Expectation Failed", "");

  private HeadParser() {}

  static Parsed parse(HttpRequest message, SocketAddress remote, boolean tls, StringCache strings) {
    if (message.decoderResult().isFailure()) {
      return refuse(message.decoderResult().cause());
    }
    var version = version(message);
    if (version.isEmpty()) {
      return UNKNOWN_VERSION;
    }
    var headers = message.headers();
    var hosts = headers.getAll(HttpHeaderNames.HOST);
    if (hosts.size() > 1) {
      return BAD_REQUEST;
    }
    if (hosts.isEmpty() ? version.get() == HttpVersion.HTTP_1_1 : !isHost(hosts.getFirst())) {
      return hosts.isEmpty() ? NO_HOST : BAD_HOST;
    }
    var method = message.method().name();
    var target = RequestTarget.parse(method, message.uri());
    if (target.isEmpty() || !isToken(method)) {
      return BAD_REQUEST;
    }
    var encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (!encodings.isEmpty()
        && (encodings.size() > 1 || !encodings.getFirst().equalsIgnoreCase("chunked"))) {
      return UNKNOWN_ENCODING;
    }
    var expect = headers.get(HttpHeaderNames.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return UNKNOWN_EXPECTATION;
    }
    var request =
        Request.of(method, target.get(), version.get(), copy(headers, strings), remote, tls);
    long bodyBytes = encodings.isEmpty() ? contentLength(headers) : -1;
    boolean mayContinue = expect != null && version.get() == HttpVersion.HTTP_1_1;
    return new Parsed.Head(
        request, bodyBytes, keepAlive(headers, version.get()), mayContinue && bodyBytes != 0);
  }

  private static Parsed refuse(Throwable cause) {
    return cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException
        ? HEAD_TOO_LARGE
        : BAD_REQUEST;
  }

  private static Optional<HttpVersion> version(HttpRequest message) {
    var version = message.protocolVersion();
    if (version.majorVersion() != 1) {
      // The preface of HTTP/2 is a request for "*", which the router refuses.
      return message.method().name().equals("PRI")
          ? Optional.of(HttpVersion.HTTP_1_0)
          : Optional.empty();
    }
    return Optional.of(version.minorVersion() == 0 ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
  }

  private static boolean keepAlive(HttpHeaders headers, HttpVersion version) {
    var connection = headers.get(HttpHeaderNames.CONNECTION);
    if (connection == null) {
      return version == HttpVersion.HTTP_1_1;
    }
    return version == HttpVersion.HTTP_1_1
        ? !headers.containsValue(HttpHeaderNames.CONNECTION, "close", true)
        : headers.containsValue(HttpHeaderNames.CONNECTION, "keep-alive", true);
  }

  /** The decoder has refused lengths that are no numbers. */
  private static long contentLength(HttpHeaders headers) {
    var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  private static Headers copy(HttpHeaders headers, StringCache strings) {
    var pairs = new String[2 * headers.size()];
    int at = 0;
    for (var each = headers.iteratorCharSequence(); each.hasNext() && at < pairs.length; ) {
      var header = each.next();
      pairs[at++] = strings.canonical(header.getKey().toString());
      pairs[at++] = strings.canonical(header.getValue().toString());
    }
    return Headers.handOver(pairs);
  }

  /** Source: RFC 3986 section 3.2.2; Go lets through what could be part of any host. */
  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean alphanumeric = c < 0x80 && Character.isLetterOrDigit(c);
      if (!alphanumeric && "!$%&'()*+,-.:;=[]_~".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isToken(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      boolean alphanumeric = c < 0x80 && Character.isLetterOrDigit(c);
      if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        return false;
      }
    }
    return !method.isEmpty();
  }

  private static Parsed.Refused refused(String status) {
    return new Parsed.Refused(status, status);
  }
}

package praetor.http.route;

import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.http.Request;
import praetor.model.GoDuration;

/**
 * Lines of the log about requests, without what is secret in them.
 *
 * <p>Source: log of Consul 1.21.4.
 */
final class RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("agent.http");

  private static final Pattern TOKEN_PARAMETER = Pattern.compile("([?&](?i:token)=)[^&]*");

  /** Paths of the old tokens, whose ids are their secrets. */
  private static final Pattern TOKEN_PATH =
      Pattern.compile("^(/v1/acl/(?:create|update|destroy|info|clone)/)[^?]+");

  private RequestLog() {}

  /**
   * A request has its answer.
   *
   * @param nanos how long that took
   */
  static void finished(Request request, long nanos) {
    if (LOG.isDebugEnabled()) {
      LOG.atDebug()
          .addKeyValue("method", request.method())
          .addKeyValue("url", shown(request))
          .addKeyValue("from", from(request))
          .addKeyValue("latency", GoDuration.format(Duration.ofNanos(nanos)))
          .log("Request finished");
    }
  }

  /** A request was refused or has failed. */
  static void refused(Request request, String reason) {
    LOG.atError()
        .addKeyValue("method", request.method())
        .addKeyValue("url", shown(request))
        .addKeyValue("from", from(request))
        .addKeyValue("error", reason)
        .log("Request error");
  }

  /** Path and query as sent, tokens hidden. */
  static String shown(Request request) {
    var query = request.target().rawQuery();
    var url = request.target().escapedPath() + (query.isEmpty() ? "" : "?" + query);
    var hidden = TOKEN_PARAMETER.matcher(url).replaceAll("$1<hidden>");
    return TOKEN_PATH.matcher(hidden).replaceFirst("$1<hidden>");
  }

  private static String from(Request request) {
    var remote = request.remote().toString();
    return remote.startsWith("/") ? remote.substring(1) : remote;
  }
}

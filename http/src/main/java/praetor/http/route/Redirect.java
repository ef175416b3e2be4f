package praetor.http.route;

import java.nio.charset.StandardCharsets;
import praetor.http.Body;
import praetor.http.Headers;
import praetor.http.Response;

/** Redirects as Go's http.Redirect writes them. */
final class Redirect {
  private Redirect() {}

  /**
   * The answer that sends the client elsewhere.
   *
   * @param location one byte per char
   */
  static Response to(int status, String reason, String method, String location) {
    var target = escapeNonAscii(location);
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Response.empty(status).header("Location", target);
    }
    var headers = Headers.of("Content-Type", "text/html; charset=utf-8", "Location", target);
    var page = "<a href=\"" + escapeHtml(location) + "\">" + reason + "</a>.\n\n";
    return Response.of(status, headers, new Body.Bytes(page.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String escapeHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }

  private static String escapeNonAscii(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.append(c);
      } else {
        out.append(String.format("%%%02x", (int) c));
      }
    }
    return out.toString();
  }
}

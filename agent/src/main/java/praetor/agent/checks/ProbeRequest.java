package praetor.agent.checks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import praetor.agent.config.CheckDefinition;

/**
 * A request of an HTTP check.
 *
 * @param headers as given, Host among them
 * @param serverName of the certificate; empty for the host of the URL
 */
record ProbeRequest(
    String method,
    String url,
    Map<String, List<String>> headers,
    String body,
    boolean followsRedirects,
    boolean verifiesTls,
    String serverName,
    Duration timeout) {
  private static final String USER_AGENT = "Consul Health Check";
  private static final String ACCEPT = "text/plain, text/*, */*";

  static ProbeRequest of(CheckDefinition definition, Duration timeout) {
    return new ProbeRequest(
        definition.method().isEmpty() ? "GET" : definition.method(),
        definition.http(),
        definition.header(),
        definition.body(),
        !definition.disableRedirects(),
        !definition.tlsSkipVerify(),
        definition.tlsServerName(),
        timeout);
  }

  /** The request that a redirect asks for. Source: public documentation of Go's http.Client. */
  ProbeRequest redirected(int code, String location) {
    boolean same = code == 307 || code == 308 || method.equals("GET") || method.equals("HEAD");
    return new ProbeRequest(
        same ? method : "GET",
        location,
        headers,
        same ? body : "",
        followsRedirects,
        verifiesTls,
        serverName,
        timeout);
  }

  /** The bytes to send. */
  byte[] head(String path, String host) {
    var lines = new ArrayList<String>();
    lines.add(method + " " + path + " HTTP/1.1");
    lines.add("Host: " + first("Host", host));
    lines.add("User-Agent: " + first("User-Agent", USER_AGENT));
    lines.add("Accept: " + first("Accept", ACCEPT));
    headers.forEach((name, values) -> addHeader(lines, name, values));
    var content = body.getBytes(StandardCharsets.UTF_8);
    if (content.length > 0) {
      lines.add("Content-Length: " + content.length);
    }
    lines.add("Connection: close");
    return (String.join("\r\n", lines) + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  private static void addHeader(List<String> lines, String name, List<String> values) {
    for (var own : List.of("Host", "User-Agent", "Accept", "Content-Length", "Connection")) {
      if (own.equalsIgnoreCase(name)) {
        return;
      }
    }
    values.forEach(value -> lines.add(name + ": " + value.replace("\r", "").replace("\n", "")));
  }

  private String first(String name, String otherwise) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty())
        .map(header -> header.getValue().getFirst().replace("\r", "").replace("\n", ""))
        .findFirst()
        .orElse(otherwise);
  }
}

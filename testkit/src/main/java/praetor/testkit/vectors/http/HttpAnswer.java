package praetor.testkit.vectors.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.testkit.net.RawResponse;

/**
 * An answer as far as it is compared.
 *
 * @param headers the headers of the contract that it has, under the contract's spelling
 */
record HttpAnswer(int status, Map<String, String> headers, RawResponse raw) {

  /** Headers that are part of the contract: one that a recording does not name must be absent. */
  static final List<String> CONTRACT =
      List.of(
          "Age",
          "Allow",
          "Cache-Control",
          "Content-Disposition",
          "Content-Encoding",
          "Content-Security-Policy",
          "Content-Type",
          "Location",
          "Vary",
          "Www-Authenticate",
          "X-Cache",
          "X-Consul-Contenthash",
          "X-Consul-Default-Acl-Policy",
          "X-Consul-Effective-Consistency",
          "X-Consul-Index",
          "X-Consul-Knownleader",
          "X-Consul-Lastcontact",
          "X-Consul-Query-Backend",
          "X-Consul-Reason",
          "X-Consul-Results-Filtered-By-Acls",
          "X-Consul-Translate-Addresses",
          "X-Content-Type-Options");

  static HttpAnswer of(RawResponse raw) {
    var headers = new LinkedHashMap<String, String>();
    CONTRACT.forEach(name -> raw.header(name).ifPresent(value -> headers.put(name, value)));
    return new HttpAnswer(raw.status(), headers, raw);
  }

  Content content() {
    return Content.of(headers.getOrDefault("Content-Type", ""), raw.body());
  }

  /** The body as text; empty where it is no UTF-8. */
  Optional<String> text() {
    return Content.text(raw.body());
  }

  Duration elapsed() {
    return raw.elapsed();
  }
}

package praetor.samples.web;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request, as far as the samples look at it.
 *
 * @param rest what follows the path of the route, decoded
 * @param query parameters, decoded; the last one of a name counts
 */
public record Call(String rest, Map<String, String> query) {
  public Call {
    query = Map.copyOf(query);
  }

  static Call of(String route, URI uri) {
    var query = new LinkedHashMap<String, String>();
    var raw = uri.getRawQuery();
    if (raw != null) {
      for (var pair : raw.split("&", -1)) {
        var parts = pair.split("=", 2);
        query.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
      }
    }
    return new Call(uri.getPath().substring(route.length()), query);
  }

  /** A parameter without blanks around it; empty when it was not given. */
  public String parameter(String name) {
    return query.getOrDefault(name, "").strip();
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

package praetor.samples.balancer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The {@code upstream} blocks of an nginx configuration: services and their servers. What else
 * stands in such a file is passed over.
 *
 * <pre>
 * upstream web {
 *   server 10.0.0.1:80 weight=2;
 *   server [2001:db8::1]:80;
 * }
 * </pre>
 *
 * <p>Source: nginx's ngx_http_upstream_module.
 */
record Upstreams(Map<String, List<Server>> services) {
  private static final Pattern COMMENT = Pattern.compile("#.*");
  private static final Pattern UPSTREAM =
      Pattern.compile("\\bupstream\\s+([^\\s{]+)\\s*\\{([^}]*)\\}");
  private static final Pattern SERVER =
      Pattern.compile("\\bserver\\s+([^\\s;]+)(?:\\s+weight=(\\d+))?[^;]*;");

  Upstreams {
    services = Map.copyOf(services);
  }

  static Upstreams parse(String configuration) {
    var services = new LinkedHashMap<String, List<Server>>();
    var upstream = UPSTREAM.matcher(COMMENT.matcher(configuration).replaceAll(""));
    while (upstream.find()) {
      services.put(upstream.group(1), servers(upstream.group(2)));
    }
    return new Upstreams(services);
  }

  private static List<Server> servers(String block) {
    var servers = new ArrayList<Server>();
    var server = SERVER.matcher(block);
    while (server.find()) {
      var weight = server.group(2);
      servers.add(new Server(server.group(1), weight == null ? 1 : Integer.parseInt(weight)));
    }
    return List.copyOf(servers);
  }

  List<Server> of(String service) {
    return services.getOrDefault(service, List.of());
  }
}

package praetor.http.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import praetor.agent.read.InstanceChoice;
import praetor.agent.read.Near;
import praetor.agent.read.RowFilter;
import praetor.http.HttpException;
import praetor.http.Request;
import praetor.model.codec.Shape;

/**
 * The parameters that choose and sort rows: {@code filter}, {@code near}, {@code node-meta}, {@code
 * tag}, {@code passing}.
 *
 * <p>Source: documentation of Consul's API; vectors catalog-query-options and health-service.
 *
 * @param ownNode what {@code near=_agent} stands for
 */
record RowParameters(String ownNode) {
  private static final String OWN_NODE = "_agent";

  static <T> RowFilter<T> filter(Request request, Shape<T> shape) {
    return RowFilter.of(request.query().get("filter"), shape);
  }

  Near near(Request request) {
    var node = request.query().get("near");
    if (node.isEmpty()) {
      return Near.NOTHING;
    }
    return new Near(node.equals(OWN_NODE) ? ownNode : node);
  }

  /** The pairs that all must be there; a pair without a colon asks for an empty value. */
  static Map<String, String> nodeMeta(Request request) {
    if (!request.has("node-meta")) {
      return Map.of();
    }
    Map<String, String> wanted = new LinkedHashMap<>();
    for (var pair : request.query().all("node-meta")) {
      int colon = pair.indexOf(':');
      if (colon < 0) {
        wanted.put(pair, "");
      } else {
        wanted.put(pair.substring(0, colon), pair.substring(colon + 1));
      }
    }
    return wanted;
  }

  /** The instances of a service that a request asks for; those of the mesh whatever their tags. */
  static InstanceChoice choice(Request request, String service, boolean connect, boolean passing) {
    var tags = request.has("tag") && !connect ? request.query().all("tag") : List.<String>of();
    var health = passing ? InstanceChoice.Health.PASSING : InstanceChoice.Health.ANY;
    return new InstanceChoice(service, connect, tags, nodeMeta(request), health);
  }

  /**
   * Whether only instances with passing checks are asked for: {@code ?passing} without a value says
   * yes.
   *
   * @throws HttpException 400 for a value that is no truth value of Go
   */
  static boolean passing(Request request) {
    if (!request.has("passing")) {
      return false;
    }
    return switch (request.query().get("passing")) {
      case "", "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new HttpException(400, "Invalid value for ?passing");
    };
  }

  /**
   * The name at the end of the path.
   *
   * @throws HttpException 400 when there is none
   */
  static String name(Request request, String prefix, String what) {
    var name = request.pathAfter(prefix);
    if (name.isEmpty()) {
      throw new HttpException(400, "Missing " + what);
    }
    return name;
  }
}

package praetor.agent.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import praetor.agent.acl.Access;
import praetor.agent.acl.Authorizer;
import praetor.agent.acl.Resource;
import praetor.model.HealthCheck;

/** Choosing rows of answers. A list of which nothing is left out stays the same object. */
public final class Rows {
  private Rows() {}

  /** The rows for which a condition holds, in their order. */
  public static <T> List<T> keep(List<T> rows, Predicate<T> condition) {
    int first = 0;
    while (first < rows.size() && condition.test(rows.get(first))) {
      first++;
    }
    if (first == rows.size()) {
      return rows;
    }
    List<T> kept = new ArrayList<>(rows.subList(0, first));
    for (int i = first + 1; i < rows.size(); i++) {
      if (condition.test(rows.get(i))) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }

  /** Whether metadata has all the pairs that are asked for. */
  public static boolean hasMeta(Map<String, String> meta, Map<String, String> wanted) {
    for (var pair : wanted.entrySet()) {
      if (!pair.getValue().equals(meta.get(pair.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether all tags that are asked for are there, without regard to case. */
  public static boolean hasTags(List<String> tags, List<String> wanted) {
    for (var tag : wanted) {
      if (tags.stream().noneMatch(tag::equalsIgnoreCase)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the asker may see the node and, unless it is empty, the service. */
  public static boolean visible(Authorizer authorizer, String node, String service) {
    return authorizer.allows(Resource.NODE, node, Access.READ)
        && (service.isEmpty() || authorizer.allows(Resource.SERVICE, service, Access.READ));
  }

  /** Whether the asker may see a check. */
  public static boolean visible(Authorizer authorizer, HealthCheck check) {
    return visible(authorizer, check.node(), check.serviceName());
  }
}

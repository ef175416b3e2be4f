package praetor.agent.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import praetor.model.HealthCheck;
import praetor.state.NodeInfo;

/**
 * How many nodes, instances and checks pass, warn and fail: the worst of its own checks counts, and
 * nothing that has none fails. Source: GET /v1/internal/ui/catalog-overview, which Consul 1.21.4
 * counts anew every few seconds.
 */
public record UiOverview() implements MappedQuery<List<NodeInfo>, UiOverview.Overview> {
  /** The three lists of the answer, by name. */
  public record Overview(Count nodes, List<Count> services, List<Count> checks) {}

  /**
   * How many of something are how well.
   *
   * @param name empty for nodes
   */
  public record Count(String name, int total, int passing, int warning, int critical) {
    public static final Count NONE = new Count("", 0, 0, 0, 0);

    private Count with(String status) {
      return new Count(
          name,
          total + 1,
          passing + (status.equals(HealthCheck.PASSING) ? 1 : 0),
          warning + (status.equals(HealthCheck.WARNING) ? 1 : 0),
          critical + (status.equals(HealthCheck.CRITICAL) ? 1 : 0));
    }
  }

  @Override
  public Query<List<NodeInfo>> source() {
    return new NodeDump(Optional.empty(), RowFilter.none(NodeInfo.SHAPE));
  }

  @Override
  public Overview map(List<NodeInfo> rows) {
    var nodes = Count.NONE;
    var services = new Counts();
    var checks = new Counts();
    for (var row : rows) {
      nodes = nodes.with(worst(row.checks(), check -> check.serviceId().isEmpty()));
      for (var service : row.services()) {
        var status = worst(row.checks(), check -> check.serviceId().equals(service.id()));
        services.add(service.service(), status);
      }
      row.checks().forEach(check -> checks.add(check.name(), check.status()));
    }
    return new Overview(nodes, services.list(), checks.list());
  }

  private static String worst(List<HealthCheck> checks, Predicate<HealthCheck> own) {
    Collection<String> found = new ArrayList<>();
    checks.stream().filter(own).map(HealthCheck::status).forEach(found::add);
    for (var status : List.of(HealthCheck.CRITICAL, HealthCheck.WARNING)) {
      if (found.contains(status)) {
        return status;
      }
    }
    return HealthCheck.PASSING;
  }

  /** Counts by name. */
  private static final class Counts {
    private final TreeMap<String, Count> byName = new TreeMap<>();

    void add(String name, String status) {
      var before = byName.getOrDefault(name, new Count(name, 0, 0, 0, 0));
      byName.put(name, before.with(status));
    }

    List<Count> list() {
      return List.copyOf(byName.values());
    }
  }
}

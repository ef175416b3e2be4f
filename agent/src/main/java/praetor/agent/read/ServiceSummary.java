package praetor.agent.read;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;

/**
 * A service in a few figures, for the web page.
 *
 * @param kind of the last instance that has one
 * @param datacenter empty for a service that only its proxies name
 * @param externalSources who registered its instances, by {@code external-source} of their metadata
 * @param checks how many checks of its instances have a status; those of a node that has several
 *     instances count once
 * @param transparent whether one of its proxies takes all traffic
 * @param connectedWithProxy whether it has proxies
 */
public record ServiceSummary(
    String kind,
    String name,
    String datacenter,
    Set<String> tags,
    Set<String> nodes,
    Set<String> externalSources,
    int instances,
    Map<String, Integer> checks,
    boolean transparent,
    boolean connectNative,
    boolean connectedWithProxy) {
  private static final String CONNECT_PROXY = "connect-proxy";
  private static final String TRANSPARENT = "transparent";
  private static final String EXTERNAL_SOURCE = "external-source";

  /**
   * The services that a list of instances consists of, by name, and those that its proxies belong
   * to.
   */
  static Collection<ServiceSummary> of(List<CheckServiceNode> rows) {
    Map<String, Building> services = new TreeMap<>();
    for (var row : rows) {
      services.computeIfAbsent(row.service().service(), Building::new).add(row);
      if (isProxy(row)) {
        services
            .computeIfAbsent(row.service().proxy().destinationServiceName(), Building::new)
            .addProxy(row);
      }
    }
    return services.values().stream().map(Building::done).toList();
  }

  static boolean isProxy(CheckServiceNode row) {
    return row.service().kind().equals(CONNECT_PROXY);
  }

  /** A summary while its instances are being added. */
  private static final class Building {
    private final String name;
    private final Set<String> tags = new TreeSet<>();
    private final Set<String> nodes = new TreeSet<>();
    private final Set<String> externalSources = new TreeSet<>();
    private final Map<String, Integer> checks = new TreeMap<>();
    private final Set<String> counted = new HashSet<>();
    private String kind = "";
    private String datacenter = "";
    private int instances;
    private boolean transparent;
    private boolean connectNative;
    private boolean connectedWithProxy;

    Building(String name) {
      this.name = name;
    }

    void add(CheckServiceNode row) {
      var service = row.service();
      kind = service.kind().isEmpty() ? kind : service.kind();
      datacenter = row.node().datacenter();
      tags.addAll(service.tags());
      nodes.add(row.node().node());
      var source = service.meta().getOrDefault(EXTERNAL_SOURCE, "");
      if (!source.isEmpty()) {
        externalSources.add(source);
      }
      instances++;
      connectNative |= service.connect().isNative();
      row.checks().forEach(this::count);
    }

    private void count(HealthCheck check) {
      if (counted.add(check.node() + "/" + check.checkId())) {
        checks.merge(check.status(), 1, Integer::sum);
      }
    }

    void addProxy(CheckServiceNode row) {
      connectedWithProxy = true;
      transparent |= row.service().proxy().mode().equals(TRANSPARENT);
    }

    ServiceSummary done() {
      return new ServiceSummary(
          kind,
          name,
          datacenter,
          tags,
          nodes,
          externalSources,
          instances,
          checks,
          transparent,
          connectNative,
          connectedWithProxy);
    }
  }
}

package praetor.agent.dns;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import praetor.dns.CatalogNode;
import praetor.dns.InstanceHealth;
import praetor.dns.ServiceInstance;
import praetor.model.CheckServiceNode;
import praetor.model.HealthCheck;
import praetor.model.NodeService;
import praetor.model.Weights;

/** An instance of the catalog as DNS sees it; made once for each state of the service. */
record DnsInstance(CatalogNode node, NodeService service, Weights weights, InstanceHealth health)
    implements ServiceInstance {

  static DnsInstance of(CheckServiceNode row) {
    return new DnsInstance(
        new DnsNode(row.node()),
        row.service(),
        row.service().weights().orElse(Weights.DEFAULT),
        worst(row.checks()));
  }

  private static InstanceHealth worst(List<HealthCheck> checks) {
    return checks.stream()
        .map(check -> health(check.status()))
        .max(Comparator.naturalOrder())
        .orElse(InstanceHealth.PASSING);
  }

  private static InstanceHealth health(String status) {
    return switch (status) {
      case HealthCheck.PASSING -> InstanceHealth.PASSING;
      case HealthCheck.WARNING -> InstanceHealth.WARNING;
      case HealthCheck.CRITICAL -> InstanceHealth.CRITICAL;
      default -> InstanceHealth.UNKNOWN;
    };
  }

  @Override
  public String address() {
    return service.address();
  }

  @Override
  public int port() {
    return service.port();
  }

  @Override
  public List<String> tags() {
    return service.tags();
  }

  @Override
  public Optional<TaggedAddress> taggedAddress(String tag) {
    return Optional.ofNullable(service.taggedAddresses().get(tag))
        .map(address -> new TaggedAddress(address.address(), address.port()));
  }

  @Override
  public int passingWeight() {
    return weights.passing();
  }

  @Override
  public int warningWeight() {
    return weights.warning();
  }
}

package praetor.agent.server;

import java.util.Map;
import java.util.Optional;
import praetor.agent.config.NodeMeta;
import praetor.agent.query.QueryAccess;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.PreparedQuery;
import praetor.model.ServiceQuery;

/**
 * What a prepared query must look like before it is proposed. Source: texts and order of Consul
 * 1.21.4, vector query-crud.
 */
final class PreparedQueryRules {
  private PreparedQueryRules() {}

  /** The text of the first mistake. */
  static Optional<String> mistake(PreparedQuery query) {
    // The template without a name answers for all of them.
    if (query.session().isEmpty() && query.name().isEmpty() && !query.isTemplate()) {
      return Optional.of("Must be bound to a session");
    }
    if (query.token().equals(QueryAccess.HIDDEN_TOKEN)) {
      return Optional.of(
          "Bad Token '%s', it looks like a query definition with a redacted token was submitted"
              .formatted(query.token()));
    }
    return mistake(query.service()).or(() -> ttlMistake(query.dns().ttl()));
  }

  private static Optional<String> mistake(ServiceQuery service) {
    if (service.service().isEmpty()) {
      return Optional.of("Must provide a Service name to query");
    }
    var failover = service.failover();
    if (failover.nearestN() < 0) {
      return Optional.of("Bad NearestN '" + failover.nearestN() + "', must be >= 0");
    }
    boolean targets = failover.targets().filter(list -> !list.isEmpty()).isPresent();
    boolean datacenters = failover.datacenters().filter(list -> !list.isEmpty()).isPresent();
    if (targets && (datacenters || failover.nearestN() != 0)) {
      return Optional.of("Targets cannot be populated with NearestN or Datacenters");
    }
    if (!service.samenessGroup().isEmpty()) {
      return Optional.of("sameness-groups are an enterprise-only feature");
    }
    return NodeMeta.firstFaultOfSelector(service.nodeMeta().orElse(Map.of()));
  }

  private static Optional<String> ttlMistake(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      var ttl = GoDuration.parse(text);
      return ttl.isNegative()
          ? Optional.of("DNS TTL '" + ttl.toNanos() + "', must be >=0")
          : Optional.empty();
    } catch (DecodeException e) {
      return Optional.of("Bad DNS TTL '" + text + "': " + e.getMessage());
    }
  }
}

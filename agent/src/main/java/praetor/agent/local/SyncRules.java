package praetor.agent.local;

import praetor.model.HealthCheck;
import praetor.model.Node;
import praetor.model.NodeService;

/** When what the catalog has and what the agent says are the same. Pure. */
final class SyncRules {
  /** The servers' own service, which agents leave alone. */
  static final String SERVERS_SERVICE = "consul";

  /** The check of an agent's life, which the servers write. */
  static final String SERF_CHECK = "serfHealth";

  private SyncRules() {}

  static boolean isSame(NodeFacts facts, Node node) {
    return node.id().equals(facts.id())
        && node.taggedAddresses().equals(facts.taggedAddresses())
        && node.meta().equals(facts.meta())
        && node.locality().equals(facts.locality());
  }

  static boolean isSame(NodeService local, NodeService remote) {
    return Copies.said(local).equals(Copies.said(remote));
  }

  /**
   * Whether two checks are the same. Name and tags of the service are the catalog's matter: it
   * takes them from the service.
   *
   * @param withOutput whether the output counts
   */
  static boolean isSame(HealthCheck local, HealthCheck remote, boolean withOutput) {
    return local.name().equals(remote.name())
        && local.status().equals(remote.status())
        && local.notes().equals(remote.notes())
        && local.serviceId().equals(remote.serviceId())
        && local.type().equals(remote.type())
        && local.interval().equals(remote.interval())
        && local.timeout().equals(remote.timeout())
        && local.exposedPort() == remote.exposedPort()
        && (!withOutput || local.output().equals(remote.output()));
  }
}

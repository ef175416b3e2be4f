package praetor.agent.local;

import praetor.model.NodeService;

/**
 * A service of this agent.
 *
 * @param token with which it is written to the catalog; empty for the agent's own
 * @param contentHash changes whenever its definition does
 */
public record LocalService(NodeService service, String token, String contentHash) {
  static LocalService of(NodeService service, String token) {
    return new LocalService(service, token, ContentHash.of(service));
  }

  public String id() {
    return service.id();
  }

  @Override
  public String toString() {
    return "LocalService[" + id() + "]";
  }
}

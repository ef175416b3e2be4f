package praetor.agent.query;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A request to execute a prepared query.
 *
 * @param limit how many instances are wanted; all when it is not positive
 * @param connect proxies in front of the service, also when the query does not say so
 * @param near in the place of the query's own; empty to leave it
 * @param source who asks
 */
public record QueryExecution(
    String idOrName, int limit, boolean connect, String near, Source source) {
  /**
   * Who asks.
   *
   * @param agentNode the node of the agent that was asked: {@code _agent}
   * @param client the address of the asker: {@code _ip}
   */
  public record Source(String agentNode, Optional<InetAddress> client) {}

  /** All instances, as the query has it. */
  public static QueryExecution of(String idOrName, Source source) {
    return new QueryExecution(idOrName, 0, false, "", source);
  }
}

package praetor.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A check of a configuration file; empty texts, lists and zero durations stand for absent keys.
 *
 * @param serviceId the service it belongs to; empty for a node check
 * @param status first status, {@code critical} when empty
 */
public record CheckDefinition(
    String id,
    String name,
    String notes,
    String serviceId,
    String token,
    String status,
    List<String> args,
    String http,
    Map<String, List<String>> header,
    String method,
    String body,
    boolean disableRedirects,
    String tcp,
    boolean tcpUseTls,
    String udp,
    String grpc,
    boolean grpcUseTls,
    String h2ping,
    boolean h2pingUseTls,
    String dockerContainerId,
    String shell,
    String osService,
    String aliasNode,
    String aliasService,
    String tlsServerName,
    boolean tlsSkipVerify,
    Duration interval,
    Duration timeout,
    Duration ttl,
    Duration deregisterCriticalServiceAfter,
    int outputMaxSize,
    int successBeforePassing,
    int failuresBeforeWarning,
    int failuresBeforeCritical) {

  public CheckDefinition {
    args = List.copyOf(args);
    header = Map.copyOf(header);
  }
}

package praetor.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything an agent is told at its start: immutable, complete, validated, defaults filled in.
 *
 * @param dataDir where the agent keeps its state; empty only in {@code -dev} mode
 * @param recursors DNS servers for names outside the domain, as given
 * @param services services defined in configuration files
 * @param checks node checks, and checks that name their service, defined in files
 * @param pidFile file that gets the process id
 * @param defaultQueryTime wait of a blocking query that names none
 * @param maxQueryTime longest wait of a blocking query
 * @param autoReload changed files are read again by themselves
 * @param settings the merged keys as written, for those without a field of their own
 */
public record AgentConfig(
    NodeConfig node,
    RoleConfig role,
    AddressConfig addresses,
    PortConfig ports,
    Optional<Path> dataDir,
    DnsConfig dns,
    List<String> recursors,
    HttpConfig http,
    LimitConfig limits,
    PerformanceConfig performance,
    JoinConfig join,
    GossipConfig gossip,
    AclConfig acl,
    ConnectConfig connect,
    UiConfig ui,
    LogConfig log,
    CheckConfig check,
    List<ServiceDefinition> services,
    List<CheckDefinition> checks,
    Optional<Path> pidFile,
    Duration defaultQueryTime,
    Duration maxQueryTime,
    boolean translateWanAddrs,
    boolean leaveOnTerminate,
    boolean skipLeaveOnInterrupt,
    TlsConfig tls,
    boolean autoReload,
    Settings settings) {

  public AgentConfig {
    recursors = List.copyOf(recursors);
    services = List.copyOf(services);
    checks = List.copyOf(checks);
  }

  /** The same configuration for a node whose id is settled. */
  public AgentConfig withNodeId(String id) {
    var named =
        new NodeConfig(
            node.name(), Optional.of(id), node.meta(), node.datacenter(), node.primaryDatacenter());
    return with(named, join);
  }

  /** The same configuration with other ways to its peers. */
  public AgentConfig withJoin(JoinConfig other) {
    return with(node, other);
  }

  private AgentConfig with(NodeConfig newNode, JoinConfig newJoin) {
    return new AgentConfig(
        newNode,
        role,
        addresses,
        ports,
        dataDir,
        dns,
        recursors,
        http,
        limits,
        performance,
        newJoin,
        gossip,
        acl,
        connect,
        ui,
        log,
        check,
        services,
        checks,
        pidFile,
        defaultQueryTime,
        maxQueryTime,
        translateWanAddrs,
        leaveOnTerminate,
        skipLeaveOnInterrupt,
        tls,
        autoReload,
        settings);
  }
}

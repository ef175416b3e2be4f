package praetor.http.api;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import praetor.agent.Version;
import praetor.agent.local.LocalAgent;
import praetor.agent.local.ServerStats;
import praetor.agent.membership.Membership;

/** The {@code Stats} of /v1/agent/self: what {@code consul info} prints. */
final class AgentStats {
  private final LocalAgent local;
  private final Membership membership;
  private final Supplier<ServerStats> server;
  private final AgentBuild build;

  AgentStats(
      LocalAgent local, Membership membership, Supplier<ServerStats> server, AgentBuild build) {
    this.local = local;
    this.membership = membership;
    this.server = server;
    this.build = build;
  }

  /** The groups, each with its values. */
  Map<String, Map<String, String>> groups() {
    var groups = new TreeMap<String, Map<String, String>>();
    groups.put("agent", agent());
    groups.put("build", build());
    groups.put("runtime", runtime());
    groups.put("serf_lan", sorted(membership.lanStats()));
    if (!membership.wanStats().isEmpty()) {
      groups.put("serf_wan", sorted(membership.wanStats()));
    }
    var server = this.server.get();
    groups.put("consul", new TreeMap<>(server.consul()));
    if (!server.raft().isEmpty()) {
      groups.put("raft", new TreeMap<>(server.raft()));
    }
    return groups;
  }

  private Map<String, String> agent() {
    return sorted(
        Map.of(
            "check_monitors", Integer.toString(local.checks().probeCount()),
            "check_ttls", Integer.toString(local.checks().ttlCount()),
            "checks", Integer.toString(local.state().checks().size()),
            "services", Integer.toString(local.state().services().size())));
  }

  private Map<String, String> build() {
    return sorted(
        Map.of(
            "prerelease",
            "",
            "revision",
            build.revision(),
            "version",
            Version.CONSUL,
            "version_metadata",
            "praetor-" + build.version()));
  }

  /** A thread stands for a goroutine; the version is Java's. */
  private static Map<String, String> runtime() {
    int cpus = Runtime.getRuntime().availableProcessors();
    return sorted(
        Map.of(
            "arch", System.getProperty("os.arch"),
            "cpu_count", Integer.toString(cpus),
            "goroutines", Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount()),
            "max_procs", Integer.toString(cpus),
            "os", System.getProperty("os.name"),
            "version", System.getProperty("java.version")));
  }

  /** An agent without gossip has no queues; its pool is what its membership says. */
  private static Map<String, String> sorted(Map<String, String> values) {
    return new TreeMap<>(values);
  }
}

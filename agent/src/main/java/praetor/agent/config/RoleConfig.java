package praetor.agent.config;

import java.time.Duration;

/**
 * What the agent does in its datacenter.
 *
 * @param server takes part in consensus; otherwise a client
 * @param bootstrap elects itself without waiting for anybody
 * @param bootstrapExpect servers to wait for before the first election; 0 when not expected
 * @param dev {@code -dev}: one server in memory, no data directory
 * @param readReplica receives the log but never votes
 * @param raftTrailingLogs log entries kept after a snapshot
 */
public record RoleConfig(
    boolean server,
    boolean bootstrap,
    int bootstrapExpect,
    boolean dev,
    boolean readReplica,
    int raftSnapshotThreshold,
    Duration raftSnapshotInterval,
    int raftTrailingLogs) {}

package praetor.agent.config;

import java.time.Duration;

/**
 * The {@code performance} block.
 *
 * @param leaveDrainTime wait of a leaving server so that requests in flight end
 * @param raftMultiplier 1 to 10, scales Raft's timeouts
 * @param rpcHoldTimeout how long a request waits for a leader
 */
public record PerformanceConfig(
    Duration leaveDrainTime, int raftMultiplier, Duration rpcHoldTimeout) {}

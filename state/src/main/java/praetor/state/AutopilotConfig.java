package praetor.state;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.DURATION_TEXT;
import static praetor.model.codec.Codecs.STRING;

import java.time.Duration;
import praetor.model.codec.Shape;

/**
 * How the leader keeps the set of servers in order: /v1/operator/autopilot/configuration.
 *
 * @param lastContactThreshold a server that has not heard from the leader for longer is unhealthy
 * @param maxTrailingLogs a server whose log is further behind is unhealthy; unsigned
 * @param minQuorum servers that the removal of dead ones leaves at least; unsigned
 * @param serverStabilizationTime how long a new server is healthy before it gets its vote
 */
public record AutopilotConfig(
    boolean cleanupDeadServers,
    Duration lastContactThreshold,
    long maxTrailingLogs,
    long minQuorum,
    Duration serverStabilizationTime,
    String redundancyZoneTag,
    boolean disableUpgradeMigration,
    String upgradeVersionTag,
    long createIndex,
    long modifyIndex) {
  public static final Shape<AutopilotConfig> SHAPE =
      Shape.<AutopilotConfig>of("structs.AutopilotConfig")
          .field("CleanupDeadServers", BOOL, AutopilotConfig::cleanupDeadServers)
          .field("LastContactThreshold", DURATION_TEXT, AutopilotConfig::lastContactThreshold)
          .uint64("MaxTrailingLogs", AutopilotConfig::maxTrailingLogs)
          .uint64("MinQuorum", AutopilotConfig::minQuorum)
          .field("ServerStabilizationTime", DURATION_TEXT, AutopilotConfig::serverStabilizationTime)
          .field("RedundancyZoneTag", STRING, AutopilotConfig::redundancyZoneTag)
          .field("DisableUpgradeMigration", BOOL, AutopilotConfig::disableUpgradeMigration)
          .field("UpgradeVersionTag", STRING, AutopilotConfig::upgradeVersionTag)
          .uint64("CreateIndex", AutopilotConfig::createIndex)
          .uint64("ModifyIndex", AutopilotConfig::modifyIndex)
          .build(
              v ->
                  new AutopilotConfig(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next()));

  /** What a fresh datacenter begins with. Source: Consul 1.21.4. */
  public static final AutopilotConfig DEFAULT =
      new AutopilotConfig(
          true, Duration.ofMillis(200), 250, 0, Duration.ofSeconds(10), "", false, "", 0, 0);

  AutopilotConfig withIndexes(long newCreateIndex, long newModifyIndex) {
    return new AutopilotConfig(
        cleanupDeadServers,
        lastContactThreshold,
        maxTrailingLogs,
        minQuorum,
        serverStabilizationTime,
        redundancyZoneTag,
        disableUpgradeMigration,
        upgradeVersionTag,
        newCreateIndex,
        newModifyIndex);
  }
}

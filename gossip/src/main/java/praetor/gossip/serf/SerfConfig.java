package praetor.gossip.serf;

import java.time.Duration;

/**
 * The numbers of the layer on top of the membership protocol.
 *
 * @param reconnectTimeout how long a failed member is remembered
 * @param tombstoneTimeout how long a member that left is remembered
 * @param recentIntentTimeout how long an intent of an unknown member is remembered
 * @param broadcastTimeout how long to wait until an intent was sent often enough
 * @param leavePropagateDelay how long to stay after leaving, so that all hear of it
 * @param queueDepthMin longest queue of broadcasts, or twice the number of members if that is more
 * @param eventBuffer how many Lamport times of events are remembered
 * @param queryTimeoutMult the default timeout, in gossip intervals and digits of the number
 * @param userEventMaxBytes largest user event, before and after encoding
 * @param userCoalesce how long events that can be coalesced are held; zero means not at all
 * @param resolveConflicts whether to stop when most members know another owner of the name
 */
public record SerfConfig(
    Duration reconnectTimeout,
    Duration tombstoneTimeout,
    Duration recentIntentTimeout,
    Duration reapInterval,
    Duration reconnectInterval,
    Duration queueCheckInterval,
    Duration broadcastTimeout,
    Duration leavePropagateDelay,
    int queueDepthMin,
    int eventBuffer,
    int queryBuffer,
    int queryTimeoutMult,
    int queryMaxBytes,
    int queryResponseMaxBytes,
    int userEventMaxBytes,
    Duration userCoalesce,
    boolean resolveConflicts) {
  /** Source: serf's defaults, and Consul's additions. */
  public static final SerfConfig CONSUL =
      new SerfConfig(
          Duration.ofHours(72),
          Duration.ofHours(24),
          Duration.ofMinutes(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          4_096,
          512,
          512,
          16,
          1_024,
          1_024,
          512,
          Duration.ZERO,
          true);

  public SerfConfig withReconnectTimeout(Duration changed) {
    return with(changed, tombstoneTimeout, userCoalesce, resolveConflicts);
  }

  public SerfConfig withTombstoneTimeout(Duration changed) {
    return with(reconnectTimeout, changed, userCoalesce, resolveConflicts);
  }

  public SerfConfig withUserCoalesce(Duration changed) {
    return with(reconnectTimeout, tombstoneTimeout, changed, resolveConflicts);
  }

  public SerfConfig withResolveConflicts(boolean changed) {
    return with(reconnectTimeout, tombstoneTimeout, userCoalesce, changed);
  }

  private SerfConfig with(
      Duration reconnect, Duration tombstone, Duration coalesce, boolean conflicts) {
    return new SerfConfig(
        reconnect,
        tombstone,
        recentIntentTimeout,
        reapInterval,
        reconnectInterval,
        queueCheckInterval,
        broadcastTimeout,
        leavePropagateDelay,
        queueDepthMin,
        eventBuffer,
        queryBuffer,
        queryTimeoutMult,
        queryMaxBytes,
        queryResponseMaxBytes,
        userEventMaxBytes,
        coalesce,
        conflicts);
  }
}

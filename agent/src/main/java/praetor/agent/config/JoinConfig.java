package praetor.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the agent finds its peers.
 *
 * @param encryptKey base64 text of the gossip key
 * @param keyringFile whether the keys are kept in the data directory
 * @param retryMax tries before giving up; 0 is without end
 */
public record JoinConfig(
    List<String> retryJoin,
    List<String> retryJoinWan,
    Duration retryInterval,
    Duration retryIntervalWan,
    int retryMax,
    int retryMaxWan,
    boolean rejoinAfterLeave,
    Optional<String> encryptKey,
    boolean encryptVerifyIncoming,
    boolean encryptVerifyOutgoing,
    boolean keyringFile) {

  public JoinConfig {
    retryJoin = List.copyOf(retryJoin);
    retryJoinWan = List.copyOf(retryJoinWan);
  }
}

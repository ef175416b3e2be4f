package praetor.gossip.swim;

import java.time.Duration;

/**
 * The numbers of the membership protocol.
 *
 * @param streamTimeout for a whole exchange by stream
 * @param indirectChecks how many helpers ping a silent member
 * @param retransmitMult a broadcast is sent that often times the digits of the number of members
 * @param suspicionMult how long a suspect has, in probe intervals and digits of the number
 * @param suspicionMaxMult how much longer without confirmations by others
 * @param pushPullInterval between exchanges of whole states, in pools up to 32 members
 * @param probeTimeout how long a direct ping may take before helpers are asked
 * @param awarenessMax highest local health score, plus one
 * @param gossipNodes how many members hear the news in each round
 * @param gossipToTheDead how long dead members still hear it
 * @param deadNodeReclaim how long a dead member keeps its name from another address
 * @param packetMaxBytes largest packet sent
 * @param streamPings whether a silent member is pinged by stream too
 */
public record SwimConfig(
    Duration streamTimeout,
    int indirectChecks,
    int retransmitMult,
    int suspicionMult,
    int suspicionMaxMult,
    Duration pushPullInterval,
    Duration probeInterval,
    Duration probeTimeout,
    int awarenessMax,
    int gossipNodes,
    Duration gossipInterval,
    Duration gossipToTheDead,
    Duration deadNodeReclaim,
    int packetMaxBytes,
    boolean streamPings) {
  /** memberlist's default: one Ethernet frame holds it with its headers. */
  private static final int PACKET_MAX_BYTES = 1_400;

  /** Agents of one datacenter. Source: memberlist LAN default, and Consul's additions. */
  public static final SwimConfig LAN =
      new SwimConfig(
          Duration.ofSeconds(10),
          3,
          4,
          4,
          6,
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          8,
          3,
          Duration.ofMillis(200),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          PACKET_MAX_BYTES,
          true);

  /** Servers of all datacenters. Source: memberlist WAN default, and Consul's additions. */
  public static final SwimConfig WAN =
      new SwimConfig(
          Duration.ofSeconds(30),
          3,
          4,
          6,
          6,
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          8,
          3,
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          PACKET_MAX_BYTES,
          true);

  /** Agents of one machine. Source: Consul's -dev mode. */
  public static final SwimConfig LOCAL =
      LAN.withSuspicionMult(3)
          .withProbe(Duration.ofMillis(100), Duration.ofMillis(100))
          .withGossip(Duration.ofMillis(100), 3);

  public SwimConfig withSuspicionMult(int changed) {
    return new SwimConfig(
        streamTimeout,
        indirectChecks,
        retransmitMult,
        changed,
        suspicionMaxMult,
        pushPullInterval,
        probeInterval,
        probeTimeout,
        awarenessMax,
        gossipNodes,
        gossipInterval,
        gossipToTheDead,
        deadNodeReclaim,
        packetMaxBytes,
        streamPings);
  }

  public SwimConfig withRetransmitMult(int changed) {
    return new SwimConfig(
        streamTimeout,
        indirectChecks,
        changed,
        suspicionMult,
        suspicionMaxMult,
        pushPullInterval,
        probeInterval,
        probeTimeout,
        awarenessMax,
        gossipNodes,
        gossipInterval,
        gossipToTheDead,
        deadNodeReclaim,
        packetMaxBytes,
        streamPings);
  }

  public SwimConfig withProbe(Duration interval, Duration timeout) {
    return new SwimConfig(
        streamTimeout,
        indirectChecks,
        retransmitMult,
        suspicionMult,
        suspicionMaxMult,
        pushPullInterval,
        interval,
        timeout,
        awarenessMax,
        gossipNodes,
        gossipInterval,
        gossipToTheDead,
        deadNodeReclaim,
        packetMaxBytes,
        streamPings);
  }

  public SwimConfig withGossip(Duration interval, int nodes) {
    return new SwimConfig(
        streamTimeout,
        indirectChecks,
        retransmitMult,
        suspicionMult,
        suspicionMaxMult,
        pushPullInterval,
        probeInterval,
        probeTimeout,
        awarenessMax,
        nodes,
        interval,
        gossipToTheDead,
        deadNodeReclaim,
        packetMaxBytes,
        streamPings);
  }

  public SwimConfig withPushPullInterval(Duration changed) {
    return new SwimConfig(
        streamTimeout,
        indirectChecks,
        retransmitMult,
        suspicionMult,
        suspicionMaxMult,
        changed,
        probeInterval,
        probeTimeout,
        awarenessMax,
        gossipNodes,
        gossipInterval,
        gossipToTheDead,
        deadNodeReclaim,
        packetMaxBytes,
        streamPings);
  }
}

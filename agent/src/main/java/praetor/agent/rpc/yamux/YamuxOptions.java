package praetor.agent.rpc.yamux;

import java.time.Duration;

/**
 * Times and limits of a session.
 *
 * @param keepAlive how often the other end is asked whether it is there while streams are open
 * @param keepAliveIdle the same while there are none: nobody waits for an answer then
 * @param writeTimeout how long a frame may take to leave, and a ping to come back
 * @param doubtAfter how long a ping may take to come back before the session is doubtful
 * @param openTimeout how long an opened stream may stay unacknowledged
 * @param closeTimeout how long a stream stays half closed
 * @param streamsMax streams at the same time; more are refused
 */
public record YamuxOptions(
    Duration keepAlive,
    Duration keepAliveIdle,
    Duration writeTimeout,
    Duration doubtAfter,
    Duration openTimeout,
    Duration closeTimeout,
    int streamsMax) {
  /**
   * Source: Consul's agents, rpc facts section 2. The number of streams is ours: a client agent has
   * one for each call under way, and 16,384 idle ones cost some 50 MB.
   */
  public static final YamuxOptions DEFAULT =
      new YamuxOptions(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(75),
          Duration.ofMinutes(5),
          16_384);

  /**
   * Between servers, who are few: calls notice a network that loses everything for a while within
   * two seconds.
   */
  public static final YamuxOptions SERVERS =
      new YamuxOptions(
          Duration.ofSeconds(1),
          DEFAULT.keepAliveIdle,
          DEFAULT.writeTimeout,
          Duration.ofSeconds(1),
          DEFAULT.openTimeout,
          DEFAULT.closeTimeout,
          DEFAULT.streamsMax);

  /**
   * How often a session looks at its times.
   *
   * @param idle whether no stream is open
   */
  Duration tick(boolean idle) {
    return tick(idle ? keepAliveIdle : keepAlive);
  }

  private Duration tick(Duration keepAlive) {
    return keepAlive.compareTo(writeTimeout) < 0
        ? keepAlive.dividedBy(2)
        : writeTimeout.dividedBy(2);
  }
}

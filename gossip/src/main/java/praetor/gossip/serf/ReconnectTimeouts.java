package praetor.gossip.serf;

import java.time.Duration;
import praetor.gossip.Member;

/** How long a failed member is remembered: a member may ask for another time by a tag. */
public interface ReconnectTimeouts {
  /** The configured time for all. */
  ReconnectTimeouts CONFIGURED = (_, configured) -> configured;

  Duration of(Member member, Duration configured);
}

package praetor.gossip;

import java.util.Map;
import praetor.gossip.wire.Endpoint;
import praetor.gossip.wire.Versions;

/** A member of a pool, as one of its members sees it. */
public record Member(
    String name,
    Endpoint endpoint,
    Map<String, String> tags,
    MemberStatus status,
    Versions versions) {
  public Member {
    tags = Map.copyOf(tags);
  }
}

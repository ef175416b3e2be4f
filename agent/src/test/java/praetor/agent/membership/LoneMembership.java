package praetor.agent.membership;

import java.util.List;
import java.util.Map;

/** A pool of one, in which nothing happens. */
public record LoneMembership(Member self, Member asWanMember) implements Membership {
  @Override
  public List<Member> lan() {
    return List.of(self);
  }

  @Override
  public List<Member> wan() {
    return List.of(asWanMember);
  }

  @Override
  public void listen(PoolListener listener) {}

  @Override
  public Map<String, String> lanStats() {
    return Map.of();
  }

  @Override
  public Map<String, String> wanStats() {
    return Map.of();
  }
}

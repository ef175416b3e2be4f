package praetor.agent.membership;

import praetor.gossip.MemberChange;

/** Hears of changes in this agent's pools, one after the other; must not block for long. */
public interface PoolListener {
  /** Something happened to an agent of this datacenter, this agent included. */
  void lan(MemberChange change, Member member);

  /** Something happened to a server of any datacenter. */
  default void wan(MemberChange change, Member member) {}
}

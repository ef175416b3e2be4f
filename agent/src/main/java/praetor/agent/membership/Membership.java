package praetor.agent.membership;

import java.util.List;

/**
 * The pool of agents of this datacenter, and that of the servers of all datacenters. Safe for any
 * thread.
 */
public interface Membership {
  /** This agent. */
  Member self();

  /** The members of the datacenter's pool, this agent among them. */
  List<Member> lan();

  /** The servers of all datacenters; empty on a client agent. */
  List<Member> wan();

  /** A pool of this agent alone: {@code wan} names it with its datacenter. */
  static Membership alone(Member self, Member asWanMember) {
    return new Membership() {
      @Override
      public Member self() {
        return self;
      }

      @Override
      public List<Member> lan() {
        return List.of(self);
      }

      @Override
      public List<Member> wan() {
        return List.of(asWanMember);
      }
    };
  }
}

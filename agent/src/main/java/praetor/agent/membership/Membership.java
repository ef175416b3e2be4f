package praetor.agent.membership;

import java.util.List;
import java.util.Map;

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

  /** Has a listener hear what happens from now on. */
  void listen(PoolListener listener);

  /** What operators look at: numbers of the datacenter's pool. */
  Map<String, String> lanStats();

  /** The same of the servers' pool. */
  Map<String, String> wanStats();
}

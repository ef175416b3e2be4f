package praetor.agent.server;

/**
 * Something that only the leader does: session timers, tombstones, the reconciliation of members.
 * Both methods are called in turn, never at the same time, and must not block.
 */
interface LeaderDuty {
  /** This server leads and its state is complete. */
  void start();

  /** It leads no more. */
  void stop();
}

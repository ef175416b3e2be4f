package praetor.gossip;

/** What happened to a member. */
public enum MemberChange {
  JOINED,
  LEFT,
  FAILED,
  /** Its tags or its address changed. */
  UPDATED,
  /** It was forgotten: gone for too long, or pruned. */
  REAPED
}

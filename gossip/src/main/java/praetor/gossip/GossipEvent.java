package praetor.gossip;

import praetor.model.Bytes;

/** What an application hears from its pool. */
public sealed interface GossipEvent {
  /** Something happened to a member. */
  record MemberChanged(MemberChange change, Member member) implements GossipEvent {}

  /**
   * A user event arrived, or was fired here.
   *
   * @param time its Lamport time
   * @param coalesce whether a later event of the same name makes this one superfluous
   */
  record UserEvent(long time, String name, Bytes payload, boolean coalesce)
      implements GossipEvent {}

  /**
   * A member asks something of the application; answer by the id, before the deadline.
   *
   * @param id names the query towards {@code respond}
   * @param source who asks
   * @param deadlineNanos on the monotonic clock
   */
  record QueryReceived(
      long time, long id, String name, Bytes payload, String source, long deadlineNanos)
      implements GossipEvent {}
}

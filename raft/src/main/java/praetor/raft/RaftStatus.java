package praetor.raft;

import java.util.Optional;

/**
 * How a server stands, at one moment.
 *
 * @param leaderId the leader this server follows, itself when it leads
 * @param commitIndex highest index known to be on a majority
 * @param appliedIndex highest index the state machine holds
 * @param lastLogIndex highest index in this server's log
 * @param lastLogTerm term of that entry
 * @param firstLogIndex lowest index still in the log
 * @param snapshotIndex index of the newest snapshot, 0 without one
 * @param snapshotTerm term of that index
 * @param lastContactMs milliseconds since the leader was heard; 0 on the leader, -1 for never
 * @param fsmPending committed entries that are not applied yet
 */
public record RaftStatus(
    Role role,
    long term,
    Optional<String> leaderId,
    long commitIndex,
    long appliedIndex,
    long lastLogIndex,
    long lastLogTerm,
    long firstLogIndex,
    long snapshotIndex,
    long snapshotTerm,
    long lastContactMs,
    long fsmPending) {

  /** The part a server plays. */
  public enum Role {
    LEADER,
    CANDIDATE,
    FOLLOWER,
    LEARNER,
    /** Not in the group's configuration, or in none yet. */
    OUTSIDER,
    /** Closed, or dead by a failure. */
    STOPPED
  }

  public boolean leads() {
    return role == Role.LEADER;
  }
}

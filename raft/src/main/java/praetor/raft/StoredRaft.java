package praetor.raft;

import java.util.List;

/**
 * What a stopped server's directory holds.
 *
 * @param term newest term that the server knows
 * @param firstIndex lowest index in its log
 * @param lastIndex highest index that it has, in its log or its snapshot
 * @param lastTerm term of that entry
 * @param snapshotIndex index of the newest snapshot, 0 without one
 * @param configurationIndex index at which the members were written
 * @param members of the group as this server knows it, in the order of their ids
 */
public record StoredRaft(
    long term,
    long firstIndex,
    long lastIndex,
    long lastTerm,
    long snapshotIndex,
    long configurationIndex,
    List<Peer> members) {

  public StoredRaft {
    members = List.copyOf(members);
  }
}

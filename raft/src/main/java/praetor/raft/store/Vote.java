package praetor.raft.store;

/**
 * What Raft must never forget.
 *
 * @param term the newest term this server knows
 * @param votedFor whom it gave its vote in that term; empty for nobody
 */
public record Vote(long term, String votedFor) {

  public static final Vote NONE = new Vote(0, "");
}

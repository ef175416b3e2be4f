package praetor.agent.rpc.call;

import static praetor.model.codec.Codecs.STRING;

import praetor.model.codec.Shape;

/**
 * How far a server is in the raft log.
 *
 * @param lastContact how long ago it heard from the leader, as Go writes durations; {@code 0} for
 *     the leader, {@code never} for a server that has heard of none
 */
public record RaftProgress(String lastContact, long lastTerm, long lastIndex) {
  public static final Shape<RaftProgress> SHAPE =
      Shape.<RaftProgress>of("autopilot.ServerStats")
          .field("LastContact", STRING, RaftProgress::lastContact)
          .uint64("LastTerm", RaftProgress::lastTerm)
          .uint64("LastIndex", RaftProgress::lastIndex)
          .build(v -> new RaftProgress(v.next(), v.next(), v.next()));
}

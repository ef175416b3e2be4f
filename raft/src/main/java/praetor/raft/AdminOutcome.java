package praetor.raft;

import java.util.Optional;

/** What became of a change of membership, a transfer of leadership or an asked-for snapshot. */
public sealed interface AdminOutcome {

  /** It is done: a change of membership is committed by the new majority. */
  record Done() implements AdminOutcome {}

  /** Only the leader can do it. */
  record NotLeader(Optional<String> leaderId) implements AdminOutcome {}

  /** It was not done, for the reason given in one sentence. */
  record Refused(String reason) implements AdminOutcome {}

  /** Cut off before the answer: it may yet happen. */
  record Unknown(String reason) implements AdminOutcome {}
}

package praetor.raft;

import java.util.Optional;

/** What became of a proposed command. */
public sealed interface Outcome {

  /**
   * The command is committed, applied here, and visible in the view the owner published.
   *
   * @param index log index of the command
   * @param result what {@link StateMachine#apply} returned
   */
  record Applied(long index, Object result) implements Outcome {}

  /** This server does not lead; the command is not in any log. */
  record NotLeader(Optional<String> leaderId) implements Outcome {}

  /** The command is not in any log and will not be, for example because too much is waiting. */
  record Refused(String reason) implements Outcome {}

  /** Cut off before the answer: the command may or may not be applied, now or later. */
  record Unknown(String reason) implements Outcome {}
}

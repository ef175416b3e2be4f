package praetor.raft;

import java.util.Optional;

/** The answer of {@link RaftEngine#readBarrier}. */
public sealed interface Barrier {

  /** Everything committed before the call is applied here, at least up to this index. */
  record Passed(long index) implements Barrier {}

  /** No leader could be asked, or this server has just lost leadership. */
  record NotLeader(Optional<String> leaderId) implements Barrier {}

  /** No majority answered in time, or the engine is stopping. */
  record Failed(String reason) implements Barrier {}
}

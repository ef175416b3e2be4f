package praetor.gossip.serf;

import java.util.List;
import java.util.Optional;
import praetor.gossip.Member;

/** Decides who may be in a pool: an agent knows what the tags mean. */
public interface Admission {
  /** Everybody may. */
  Admission ALL = _ -> Optional.empty();

  /**
   * Why these members must not be in this pool together.
   *
   * @param members one that is said to be alive, or all of a pool that is about to be joined
   */
  Optional<String> refusal(List<Member> members);

  /**
   * Whether a pool is looked at before this member shows itself to it: who must not be seen there
   * cannot take back what it said.
   */
  default boolean looksFirst() {
    return false;
  }
}

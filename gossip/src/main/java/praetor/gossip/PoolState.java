package praetor.gossip;

import java.util.Map;

/**
 * How a pool looks to one member at a moment.
 *
 * @param healthScore how badly this member does itself; 0 is well
 * @param members how many are alive, suspect, dead, left
 */
public record PoolState(int healthScore, Map<String, Integer> members) {
  public PoolState {
    members = Map.copyOf(members);
  }
}

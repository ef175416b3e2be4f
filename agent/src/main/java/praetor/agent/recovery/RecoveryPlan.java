package praetor.agent.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Who shall take part from now on, and what is given up by that.
 *
 * <p>Pure: from what stopped servers know, and whom somebody wants to keep.
 *
 * @param kept the group from now on
 * @param lost servers of the group that are not kept
 * @param survivors those that were looked at, the newest log first
 */
public record RecoveryPlan(
    List<GroupServer> kept, List<GroupServer> lost, List<Survivor> survivors) {

  public RecoveryPlan {
    kept = List.copyOf(kept);
    lost = List.copyOf(lost);
    survivors = List.copyOf(survivors);
  }

  /**
   * Makes the plan.
   *
   * @param survivors those that were looked at, at least one
   * @param keep node names, ids or beginnings of ids
   * @throws RecoveryException when these words do not name servers of the group, or no voter
   */
  public static RecoveryPlan of(List<Survivor> survivors, List<String> keep)
      throws RecoveryException {
    var ordered = survivors.stream().sorted(Survivor.BY_LOG.reversed()).toList();
    var group = group(survivors);
    var kept = new LinkedHashSet<GroupServer>();
    for (var word : keep) {
      kept.add(meant(word, group));
    }
    var lost = new ArrayList<>(group);
    lost.removeAll(kept);
    if (kept.stream().noneMatch(GroupServer::votes)) {
      throw new RecoveryException("none of the servers to keep votes: there would be no leader");
    }
    return new RecoveryPlan(List.copyOf(kept), lost, ordered);
  }

  /** The group as those know it who heard of its last change. */
  public static List<GroupServer> group(List<Survivor> survivors) {
    return survivors.stream()
        .max(Comparator.comparingLong(Survivor::configurationIndex).thenComparing(Survivor.BY_LOG))
        .map(Survivor::servers)
        .orElse(List.of());
  }

  private static GroupServer meant(String word, List<GroupServer> group) throws RecoveryException {
    var found = group.stream().filter(server -> server.isMeantBy(word)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    var named = found.stream().filter(server -> server.node().equals(word)).toList();
    if (named.size() == 1) {
      return named.getFirst();
    }
    throw new RecoveryException(
        "\"%s\" names %s of the group's servers: %s"
            .formatted(
                word,
                found.isEmpty() ? "none" : "more than one",
                String.join(", ", group.stream().map(RecoveryPlan::nameAndId).toList())));
  }

  private static String nameAndId(GroupServer server) {
    return server.node().isEmpty() ? server.id() : server.node() + " (" + server.id() + ")";
  }

  /** How many servers vote before the recovery. */
  public static long voters(List<GroupServer> servers) {
    return servers.stream().filter(GroupServer::votes).count();
  }

  /** How many of that many voters are needed to elect a leader. */
  public static long majority(long voters) {
    return voters / 2 + 1;
  }

  /** Whether those who are kept elect a leader without any recovery. */
  public boolean keepsTheMajority() {
    return voters(kept) >= majority(voters(kept) + voters(lost));
  }

  /** Whether a server is kept. */
  public boolean keeps(Survivor survivor) {
    return kept.stream().anyMatch(server -> server.id().equals(survivor.id()));
  }
}

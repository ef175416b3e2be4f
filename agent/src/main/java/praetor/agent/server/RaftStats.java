package praetor.agent.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import praetor.agent.local.ServerStats;
import praetor.raft.AddressText;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;

/**
 * The groups {@code consul} and {@code raft} of an agent's statistics. Source: consul info of
 * 1.21.4.
 */
final class RaftStats {
  private RaftStats() {}

  static ServerStats of(RaftEngine raft) {
    var status = raft.status();
    var peers = raft.configuration();
    boolean leads = status.leads();
    Map<String, String> consul = new TreeMap<>();
    consul.put("acl", "disabled");
    consul.put("bootstrap", Boolean.toString(peers.size() == 1));
    consul.put("known_datacenters", "1");
    consul.put("leader", Boolean.toString(leads));
    consul.put(
        "leader_addr",
        peers.stream()
            .filter(Peer::leader)
            .findFirst()
            .flatMap(Peer::address)
            .map(AddressText::of)
            .orElse(""));
    consul.put("server", "true");
    Map<String, String> values = new TreeMap<>();
    values.put("applied_index", Long.toString(status.appliedIndex()));
    values.put("commit_index", Long.toString(status.commitIndex()));
    values.put("fsm_pending", Long.toString(status.fsmPending()));
    values.put("last_contact", leads ? "0" : status.lastContactMs() + "ms");
    values.put("last_log_index", Long.toString(status.lastLogIndex()));
    values.put("last_log_term", Long.toString(status.lastLogTerm()));
    values.put("last_snapshot_index", Long.toString(status.snapshotIndex()));
    values.put("last_snapshot_term", Long.toString(status.snapshotTerm()));
    values.put("latest_configuration", configuration(raft));
    values.put("latest_configuration_index", "0");
    values.put("num_peers", Long.toString(voters(raft) - (leads ? 1 : 0)));
    values.put("protocol_version", "3");
    values.put("protocol_version_max", "3");
    values.put("protocol_version_min", "0");
    values.put("snapshot_version_max", "1");
    values.put("snapshot_version_min", "0");
    values.put("state", word(status.role()));
    values.put("term", Long.toString(status.term()));
    return new ServerStats(consul, values);
  }

  /** In the form of Consul: {@code [{Suffrage:Voter ID:... Address:...}]}. */
  private static String configuration(RaftEngine raft) {
    return raft.configuration().stream()
        .map(
            peer ->
                "{Suffrage:"
                    + (peer.suffrage() == Peer.Suffrage.VOTER ? "Voter" : "Nonvoter")
                    + " ID:"
                    + peer.id()
                    + " Address:"
                    + peer.address().map(AddressText::of).orElse("")
                    + "}")
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static long voters(RaftEngine raft) {
    return raft.configuration().stream()
        .filter(peer -> peer.suffrage() == Peer.Suffrage.VOTER)
        .count();
  }

  private static String word(praetor.raft.RaftStatus.Role role) {
    return switch (role) {
      case LEADER -> "Leader";
      case CANDIDATE -> "Candidate";
      case FOLLOWER, LEARNER, OUTSIDER -> "Follower";
      case STOPPED -> "Shutdown";
    };
  }
}

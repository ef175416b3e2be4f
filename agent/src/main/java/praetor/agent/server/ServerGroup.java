package praetor.agent.server;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.membership.Member;
import praetor.raft.AdminOutcome;
import praetor.raft.Peer;
import praetor.raft.RaftEngine;

/**
 * Takes servers into the consensus group when they join the pool, and out of it when they leave.
 * Only the leader does. Safe for any thread.
 *
 * <p>A new server first receives the log without a vote; autopilot gives it one when it has been
 * healthy for a while.
 */
final class ServerGroup {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server");

  private final String selfId;
  private final RaftEngine raft;

  ServerGroup(String selfId, RaftEngine raft) {
    this.selfId = selfId;
    this.raft = raft;
  }

  /** A server is alive: it gets the log. */
  void joined(Member member) {
    var id = member.tags().getOrDefault("id", "");
    if (!member.isServer() || id.isEmpty() || id.equals(selfId) || isMember(id)) {
      return;
    }
    if (member.tags().containsKey("bootstrap")) {
      LOG.error(
          "Two nodes are in bootstrap mode. Only one node should be in bootstrap mode, not adding"
              + " Raft peer.: node_to_add={}",
          member.name());
      return;
    }
    LOG.info("adding server to the raft configuration: node={} id={}", member.name(), id);
    raft.addLearner(id).thenAccept(outcome -> tell("add", member.name(), outcome));
  }

  /** A server has left for good: it is no peer any more. */
  void left(Member member) {
    var id = member.tags().getOrDefault("id", "");
    if (!id.isEmpty() && !id.equals(selfId) && isMember(id)) {
      LOG.info("removing server by ID: id={}", id);
      raft.removePeer(id).thenAccept(outcome -> tell("remove", member.name(), outcome));
    }
  }

  /** A server that has been healthy long enough gets a vote. */
  void promote(String id, String name) {
    LOG.info("Promoting server: id={} name={}", id, name);
    raft.addVoter(id).thenAccept(outcome -> tell("promote", name, outcome));
  }

  /** A server that is dead is no peer any more. */
  void removeDead(String id, String name) {
    LOG.info("Attempting removal of failed server node: id={} name={}", id, name);
    raft.removePeer(id).thenAccept(outcome -> tell("remove", name, outcome));
  }

  /** Looks at all: what an event did not achieve is tried again. */
  void reconcile(List<Member> members) {
    for (var member : members) {
      switch (member.status()) {
        case ALIVE -> joined(member);
        case LEFT -> {
          if (member.isServer()) {
            left(member);
          }
        }
        case FAILED, LEAVING, NONE -> {}
      }
    }
  }

  private boolean isMember(String id) {
    return raft.configuration().stream().map(Peer::id).anyMatch(id::equals);
  }

  private static void tell(String what, String server, AdminOutcome outcome) {
    switch (outcome) {
      case AdminOutcome.Done() -> LOG.debug("raft peer changed: {} {}", what, server);
      case AdminOutcome.NotLeader _ -> LOG.debug("not the leader any more");
      case AdminOutcome.Refused(var why) ->
          LOG.error("failed to {} raft peer: server={} error={}", what, server, why);
      case AdminOutcome.Unknown(var why) ->
          LOG.error("failed to {} raft peer: server={} error={}", what, server, why);
    }
  }
}

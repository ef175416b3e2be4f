package praetor.raft.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.NodeImpl;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.RaftStatus;
import praetor.raft.RaftStatus.Role;
import praetor.raft.store.SnapshotName;

/** Puts together how a server stands. */
record StatusReader(
    String serverId,
    NodeImpl node,
    Storage storage,
    LogAdapter log,
    ApplyLoop applyLoop,
    CallHandler calls,
    boolean stopped) {

  private static final Logger LOG = LoggerFactory.getLogger(StatusReader.class);

  private static final SnapshotName NO_SNAPSHOT = new SnapshotName(0, 0);

  RaftStatus read() {
    var role = role();
    var snapshot = storage.snapshots().newest().orElse(NO_SNAPSHOT);
    long applied = applyLoop.appliedIndex();
    long commit = applied;
    if (role != Role.STOPPED) {
      try {
        applied = Math.max(applied, node.getLastAppliedLogIndex());
        commit = Math.max(applied, node.getLastCommittedIndex());
      } catch (IllegalStateException e) {
        LOG.debug("raft: the node stopped while its status was read", e);
      }
    }
    return new RaftStatus(
        role,
        storage.vote().vote().term(),
        role == Role.STOPPED ? Optional.empty() : Ids.known(node.getLeaderId()),
        commit,
        applied,
        storage.log().lastIndex(),
        lastLogTerm(snapshot),
        log.firstKept(),
        snapshot.index(),
        snapshot.term(),
        lastContactMs(role),
        commit - applied);
  }

  private Role role() {
    if (stopped) {
      return Role.STOPPED;
    }
    return switch (node.getNodeState()) {
      case STATE_LEADER, STATE_TRANSFERRING -> Role.LEADER;
      case STATE_CANDIDATE -> Role.CANDIDATE;
      case STATE_FOLLOWER -> follower();
      case STATE_ERROR, STATE_UNINITIALIZED, STATE_SHUTTING, STATE_SHUTDOWN, STATE_END ->
          Role.STOPPED;
    };
  }

  private Role follower() {
    Configuration current = node.getCurrentConf();
    var self = Ids.peer(serverId);
    if (current == null) {
      return Role.OUTSIDER;
    }
    if (current.getLearners().contains(self)) {
      return Role.LEARNER;
    }
    return current.contains(self) ? Role.FOLLOWER : Role.OUTSIDER;
  }

  private long lastLogTerm(SnapshotName snapshot) {
    try {
      return storage
          .log()
          .read(storage.log().lastIndex())
          .map(record -> record.term())
          .orElse(snapshot.term());
    } catch (IOException e) {
      LOG.debug("raft: the term of the last log entry cannot be read", e);
      return snapshot.term();
    }
  }

  private long lastContactMs(Role role) {
    if (role == Role.LEADER) {
      return 0;
    }
    var heard = calls.leaderHeardNanos();
    return heard.isEmpty()
        ? -1
        : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard.getAsLong());
  }
}

package praetor.raft.jraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.entity.Task;
import com.alipay.sofa.jraft.error.OverloadException;
import com.alipay.sofa.jraft.error.RaftError;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.AdminOutcome;
import praetor.raft.Peer;

/** Changes of who takes part, one at a time. Safe for any thread. */
final class Membership {

  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

  private final NodeImpl node;
  private final long nudgeMs;
  private final Supplier<Optional<String>> leader;
  private final AtomicBoolean changing = new AtomicBoolean();

  Membership(NodeImpl node, Duration electionTimeout, Supplier<Optional<String>> leader) {
    this.node = node;
    this.nudgeMs = Math.max(1, electionTimeout.toMillis() / 2);
    this.leader = leader;
  }

  CompletableFuture<AdminOutcome> addVoter(String id) {
    var peer = Ids.peer(id);
    return change(List.of(c -> c.getLearners().remove(peer), c -> c.addPeer(peer)));
  }

  CompletableFuture<AdminOutcome> addLearner(String id) {
    var peer = Ids.peer(id);
    return change(List.of(c -> c.removePeer(peer), c -> c.addLearner(peer)));
  }

  CompletableFuture<AdminOutcome> remove(String id) {
    var peer = Ids.peer(id);
    return change(List.of(c -> c.removePeer(peer), c -> c.getLearners().remove(peer)));
  }

  CompletableFuture<AdminOutcome> transfer(String id) {
    return CompletableFuture.completedFuture(outcome(node.transferLeadershipTo(Ids.peer(id))));
  }

  CompletableFuture<AdminOutcome> recover(List<Peer> members) {
    var configuration = new Configuration();
    for (var member : members) {
      switch (member.suffrage()) {
        case VOTER -> configuration.addPeer(Ids.peer(member.id()));
        case LEARNER -> configuration.addLearner(Ids.peer(member.id()));
      }
    }
    if (configuration.isEmpty()) {
      return refused("a group needs a voter");
    }
    return CompletableFuture.completedFuture(outcome(node.resetPeers(configuration)));
  }

  CompletableFuture<AdminOutcome> snapshot() {
    var future = new CompletableFuture<AdminOutcome>();
    node.snapshot(status -> future.complete(outcome(status)));
    return future;
  }

  /**
   * Makes several changes, one committed after the other: SOFAJRaft takes no entry in which a
   * server is both a new voter and an old learner.
   */
  private CompletableFuture<AdminOutcome> change(List<Consumer<Configuration>> changes) {
    if (!node.isLeader(false)) {
      return CompletableFuture.completedFuture(new AdminOutcome.NotLeader(leader.get()));
    }
    if (!changing.compareAndSet(false, true)) {
      return refused("another change of membership is under way");
    }
    var future = new CompletableFuture<AdminOutcome>();
    var nudges =
        OneThreadTimers.shared()
            .scheduleWithFixedDelay(this::nudge, nudgeMs, nudgeMs, TimeUnit.MILLISECONDS);
    next(
        changes.iterator(),
        status -> {
          nudges.cancel(false);
          changing.set(false);
          future.complete(outcome(status));
        });
    return future;
  }

  /**
   * Writes an entry that says nothing. SOFAJRaft 1.4.1 misses that a new voter has caught up when
   * its first answer comes before the wait for it has begun, and notices it only at the answer to
   * another entry, which on an idle group would never come.
   */
  private void nudge() {
    try {
      node.apply(new Task(ByteBuffer.allocate(0), null));
    } catch (OverloadException | IllegalStateException e) {
      LOG.debug("raft: there are other entries, or no need of any", e);
    }
  }

  private void next(Iterator<Consumer<Configuration>> changes, Closure done) {
    // SOFAJRaft turns to a new configuration before it is committed, so this is the newest.
    var current = node.getCurrentConf();
    while (changes.hasNext()) {
      var changed = current.copy();
      changes.next().accept(changed);
      if (!changed.equals(current)) {
        start(changed, changes, done);
        return;
      }
    }
    done.run(Status.OK());
  }

  private void start(
      Configuration changed, Iterator<Consumer<Configuration>> changes, Closure done) {
    if (changed.getPeerSet().isEmpty()) {
      done.run(new Status(RaftError.EINVAL, "the last voter cannot go"));
      return;
    }
    Closure then =
        status -> {
          if (status.isOk()) {
            next(changes, done);
          } else {
            done.run(status);
          }
        };
    try {
      node.changePeers(changed, then);
    } catch (RuntimeException e) {
      done.run(new Status(RaftError.EINTERNAL, "%s", e.getMessage()));
    }
  }

  private AdminOutcome outcome(Status status) {
    if (status.isOk()) {
      return new AdminOutcome.Done();
    }
    var text = String.valueOf(status.getErrorMsg());
    return switch (status.getRaftError()) {
      case EPERM ->
          text.equals("Leader stepped down.")
              ? new AdminOutcome.Unknown("leadership was lost before the answer")
              : new AdminOutcome.NotLeader(leader.get());
      case EBUSY, EINVAL, ECATCHUP, ECANCELED, EIO, EINTERNAL -> new AdminOutcome.Refused(text);
      default -> new AdminOutcome.Unknown(text);
    };
  }

  private static CompletableFuture<AdminOutcome> refused(String reason) {
    return CompletableFuture.completedFuture(new AdminOutcome.Refused(reason));
  }
}

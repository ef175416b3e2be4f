package praetor.raft.jraft;

import com.alipay.sofa.jraft.Closure;
import com.alipay.sofa.jraft.Iterator;
import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.StateMachineAdapter;
import com.alipay.sofa.jraft.entity.LeaderChangeContext;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.error.RaftException;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotReader;
import com.alipay.sofa.jraft.storage.snapshot.SnapshotWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.raft.Outcome;
import praetor.raft.RaftFailure;
import praetor.raft.SnapshotSource;
import praetor.raft.StateMachine;
import praetor.raft.store.SnapshotFolder;
import praetor.raft.store.SnapshotName;

/**
 * Feeds the owner's state machine. Owned by SOFAJRaft's apply thread, which calls everything here;
 * only a snapshot's file is written by another.
 */
final class ApplyLoop extends StateMachineAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(ApplyLoop.class);

  /** Bounds how long the first of a batch waits for the last, and what a replay holds. */
  private static final int BATCH_MAX = 512;

  private final StateMachine machine;
  private final SnapshotFolder snapshots;
  private final Leadership leadership;
  private final FailStop failStop;
  private final List<Done> batch = new ArrayList<>();
  private volatile long appliedIndex;

  private record Done(Proposal proposal, Outcome outcome) {}

  ApplyLoop(
      StateMachine machine, SnapshotFolder snapshots, Leadership leadership, FailStop failStop) {
    this.machine = machine;
    this.snapshots = snapshots;
    this.leadership = leadership;
    this.failStop = failStop;
  }

  /** Highest index of a command in the published view. */
  long appliedIndex() {
    return appliedIndex;
  }

  @Override
  public void onApply(Iterator entries) {
    while (entries.hasNext()) {
      int applied = 0;
      long index = 0;
      while (entries.hasNext() && applied < BATCH_MAX) {
        index = entries.getIndex();
        apply(entries, index);
        applied++;
        entries.next();
      }
      publish(index);
    }
  }

  @Override
  public void onSnapshotSave(SnapshotWriter writer, Closure done) {
    try {
      var meta = writer.getCurrentMeta();
      var name = new SnapshotName(meta.getLastIncludedIndex(), meta.getLastIncludedTerm());
      var view = machine.snapshot();
      Thread.ofVirtual()
          .name("raft-write-snapshot")
          .start(() -> write(name, meta.toByteArray(), view, done));
    } catch (RuntimeException e) {
      fail("taking a snapshot failed", e);
      done.run(new Status(RaftError.ESTATEMACHINE, "taking a snapshot failed"));
    }
  }

  @Override
  public boolean onSnapshotLoad(SnapshotReader reader) {
    var source = (SnapshotReaderAdapter) reader;
    var meta = source.load();
    if (meta == null) {
      return false;
    }
    try (var in = new BufferedInputStream(source.state())) {
      machine.restore(in);
      appliedIndex = meta.getLastIncludedIndex();
      return true;
    } catch (IOException e) {
      failStop.fail(RaftFailure.Kind.DISK, "restoring a snapshot failed: " + Reasons.of(e));
      return false;
    } catch (RuntimeException e) {
      fail("restoring a snapshot failed", e);
      return false;
    }
  }

  @Override
  public void onLeaderStart(long term) {
    leadership.gained(term);
  }

  @Override
  public void onLeaderStop(Status status) {
    leadership.lost();
  }

  @Override
  public void onStartFollowing(LeaderChangeContext context) {
    LOG.info("raft: following {} in term {}", Ids.id(context.getLeaderId()), context.getTerm());
  }

  @Override
  public void onStopFollowing(LeaderChangeContext context) {
    LOG.info("raft: no longer following {}", Ids.id(context.getLeaderId()));
  }

  /** SOFAJRaft has given up; usually an adapter has already said why. */
  @Override
  public void onError(RaftException e) {
    failStop.fail(
        RaftFailure.Kind.INTERNAL, "the consensus engine stopped: " + e.getStatus().getErrorMsg());
  }

  private void apply(Iterator entries, long index) {
    if (!entries.getData().hasRemaining()) {
      // A nudge of Membership.
      return;
    }
    Object result;
    try {
      result = machine.apply(index, entries.getTerm(), entries.getData().asReadOnlyBuffer());
    } catch (RuntimeException e) {
      fail("applying log entry " + index + " failed", e);
      throw e;
    }
    if (entries.done() instanceof Proposal proposal) {
      batch.add(new Done(proposal, new Outcome.Applied(index, result)));
    }
  }

  private void publish(long index) {
    try {
      machine.batchApplied();
    } catch (RuntimeException e) {
      fail("publishing the state at log entry " + index + " failed", e);
      throw e;
    }
    appliedIndex = index;
    batch.forEach(done -> done.proposal().complete(done.outcome()));
    batch.clear();
  }

  private void write(SnapshotName name, byte[] meta, SnapshotSource view, Closure done) {
    try {
      var draft = snapshots.begin(name, meta);
      try (draft) {
        view.writeTo(draft.output());
        draft.commit();
      }
    } catch (IOException | RuntimeException e) {
      // The log still has everything, so the server lives on and tries again later. With EIO here
      // SOFAJRaft would give up.
      LOG.error("raft: writing the snapshot of log entry {} failed", name.index(), e);
      done.run(new Status(RaftError.ECANCELED, "writing the snapshot failed: %s", Reasons.of(e)));
      return;
    }
    done.run(Status.OK());
  }

  private void fail(String what, RuntimeException e) {
    LOG.error("raft: {}", what, e);
    failStop.fail(RaftFailure.Kind.STATE_MACHINE, what + ": " + e);
  }
}

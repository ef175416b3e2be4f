package praetor.raft.jraft;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import praetor.raft.Outcome;
import praetor.raft.RaftFailure;
import praetor.raft.RaftOptions.Limits;

/** The commands on their way, bounded, and answered when the engine ends. Safe for any thread. */
final class Proposals {

  private final Limits limits;
  private final Supplier<Optional<String>> leader;
  private final FailStop failStop;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger();
  private final Set<Proposal> pending = ConcurrentHashMap.newKeySet();

  Proposals(Limits limits, Supplier<Optional<String>> leader, FailStop failStop) {
    this.limits = limits;
    this.leader = leader;
    this.failStop = failStop;
  }

  /** Whom a refused proposer may ask. */
  Optional<String> leader() {
    return leader.get();
  }

  /** Why the engine died, if it did: what SOFAJRaft says afterwards only follows from it. */
  Optional<String> failure() {
    return failStop.failure().map(RaftFailure::message);
  }

  /** Whether there is room; the proposal is then to be completed. */
  boolean admit(Proposal proposal) {
    pending.add(proposal);
    // Both are counted first, so that a release takes back exactly what was added.
    int nowPending = count.incrementAndGet();
    long nowBytes = bytes.addAndGet(proposal.bytes());
    if (nowPending <= limits.pendingCountMax() && nowBytes <= limits.pendingBytesMax()) {
      return true;
    }
    release(proposal);
    return false;
  }

  void release(Proposal proposal) {
    if (pending.remove(proposal)) {
      count.decrementAndGet();
      bytes.addAndGet(-proposal.bytes());
    }
  }

  /** Answers whatever is still waiting. */
  void endAll(String reason) {
    pending.forEach(proposal -> proposal.complete(new Outcome.Unknown(reason)));
  }
}

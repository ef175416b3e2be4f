package praetor.agent.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.membership.Member;
import praetor.agent.membership.Membership;
import praetor.agent.membership.PoolListener;
import praetor.gossip.MemberChange;
import praetor.model.DeregisterRequest;
import praetor.model.HealthCheck;
import praetor.model.RegisterRequest;
import praetor.state.Outcome;
import praetor.state.WatchSet;
import praetor.state.command.Command;

/**
 * Makes the catalog say what the pool of agents knows: at once when a member comes, changes, fails
 * or goes, and all of it every minute. Servers come into the consensus group and go out of it the
 * same way. Only differences are written. Safe for any thread.
 *
 * <p>Source: raft-and-agent-behaviour, section 5.
 */
final class MemberReconcile implements LeaderDuty, PoolListener {
  private static final Logger LOG = LoggerFactory.getLogger("agent.leader");
  private static final Logger AGENT_LOG = LoggerFactory.getLogger("agent");

  /** Consul's reconcile interval. */
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  /** What failed is tried again so soon. */
  private static final int RETRY_SECONDS = 1;

  /** How long a node of the catalog may be in no pool before it is removed. */
  private static final Duration MISSING_GRACE = Duration.ofMinutes(10);

  private final ServerContext context;
  private final Membership membership;
  private final ServerGroup group;
  private final String self;

  // Guarded by this object.
  private final Map<String, Long> missedSinceNanos = new HashMap<>();
  private boolean leading;
  private @Nullable Future<?> repeating;

  MemberReconcile(ServerContext context, Membership membership, ServerGroup group) {
    this.context = context;
    this.membership = membership;
    this.group = group;
    this.self = context.config().node().name();
    membership.listen(this);
  }

  @Override
  public synchronized void start() {
    leading = true;
    repeating =
        context
            .timers()
            .scheduleWithFixedDelay(
                () -> later(this::reconcileAll), 0, INTERVAL.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    leading = false;
    if (repeating != null) {
      repeating.cancel(false);
      repeating = null;
    }
  }

  @Override
  public void lan(MemberChange change, Member member) {
    if (!leads()) {
      return;
    }
    if (change == MemberChange.REAPED) {
      gone(member, "reaping member");
    } else {
      reconcile(member);
    }
  }

  private synchronized boolean leads() {
    return leading;
  }

  private void reconcileAll() {
    if (!leads()) {
      return;
    }
    Map<String, Member> members = new HashMap<>();
    for (var member : membership.lan()) {
      members.put(member.name().toLowerCase(Locale.ROOT), member);
      reconcile(member);
    }
    var known = new HashSet<String>();
    for (var node : context.store().view().nodes(WatchSet.none()).value()) {
      if (!members.containsKey(node.node().toLowerCase(Locale.ROOT))) {
        known.add(node.node());
      }
    }
    synchronized (this) {
      missedSinceNanos.keySet().retainAll(known);
    }
    known.stream().filter(this::hasSerfHealth).filter(this::isMissedForLong).forEach(this::reap);
    group.reconcile(membership.lan());
  }

  /**
   * Nodes of a restored snapshot, whose agents come one after the other, get time to do so. Consul
   * removes them within a minute.
   */
  private synchronized boolean isMissedForLong(String node) {
    long now = context.clock().nanoTime();
    long since = missedSinceNanos.computeIfAbsent(node, _ -> now);
    return now - since >= MISSING_GRACE.toNanos();
  }

  private boolean hasSerfHealth(String node) {
    return context.store().view().nodeChecks(node, WatchSet.none()).value().stream()
        .map(HealthCheck::checkId)
        .anyMatch(MemberRegistration.SERF_HEALTH::equals);
  }

  private void reconcile(Member member) {
    switch (member.status()) {
      case ALIVE -> {
        alive(member);
        group.joined(member);
      }
      case FAILED -> failed(member);
      case LEFT -> gone(member, "deregistering member");
      case NONE, LEAVING -> LOG.debug("member is on its way: member={}", member.name());
    }
  }

  private void alive(Member member) {
    var request = MemberRegistration.alive(member, context.store().view(), context.config());
    request.ifPresent(_ -> LOG.info("member '{}' joined, marking health alive", member.name()));
    request.ifPresent(this::register);
  }

  private void failed(Member member) {
    MemberRegistration.failed(member, context.store().view(), context.config())
        .ifPresent(
            request -> {
              LOG.info("member failed, marking health critical: member={}", member.name());
              register(request);
            });
  }

  private void register(RegisterRequest request) {
    propose(new Command.Register(request), request.node())
        .thenAccept(
            outcome -> {
              tellOwnService(request, outcome);
              later(() -> lookAgain(request.node()));
            });
  }

  /** Not on raft's thread. */
  private static void later(Runnable task) {
    Thread.ofVirtual().name("reconcile").start(task);
  }

  /**
   * A member that went while it was being registered was not in the catalog yet, or was there again
   * afterwards: nothing else would remove it before the next round.
   */
  private void lookAgain(String node) {
    var now = find(node);
    boolean gone = now.filter(member -> member.status() != Member.Status.LEFT).isEmpty();
    if (!leads() || !gone) {
      return;
    }
    now.ifPresentOrElse(member -> gone(member, "deregistering member"), () -> reap(node));
  }

  private Optional<Member> find(String node) {
    return membership.lan().stream()
        .filter(member -> member.name().equalsIgnoreCase(node))
        .findFirst();
  }

  private void tryAgain(String node) {
    if (leads()) {
      find(node).ifPresent(this::reconcile);
    }
  }

  /** Source: what a server of Consul writes into its log when its own service is registered. */
  private void tellOwnService(RegisterRequest request, Outcome outcome) {
    if (outcome instanceof Outcome.Done && request.node().equals(self)) {
      request.service().ifPresent(own -> AGENT_LOG.info("Synced service '{}'", own.id()));
    }
  }

  private void gone(Member member, String what) {
    if (member.name().equals(self)) {
      LOG.warn("deregistering self should be done by follower: name={}", self);
      return;
    }
    if (member.isServer()) {
      group.left(member);
    }
    if (context.store().view().node(member.name()).isPresent()) {
      LOG.info("{}: member={}", what, member.name());
      deregister(member.name());
    }
  }

  private void reap(String node) {
    if (!node.equals(self)) {
      LOG.info("reaping member: member={}", node);
      deregister(node);
    }
  }

  private void deregister(String node) {
    propose(
        new Command.Deregister(
            new DeregisterRequest(context.config().node().datacenter(), node, "", "", "")),
        node);
  }

  private CompletableFuture<Outcome> propose(Command command, String node) {
    return context
        .proposer()
        .propose(command)
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                LOG.error(
                    "failed to reconcile member: member={} error={}", node, failure.getMessage());
                context
                    .timers()
                    .schedule(() -> later(() -> tryAgain(node)), RETRY_SECONDS, TimeUnit.SECONDS);
              }
            });
  }
}

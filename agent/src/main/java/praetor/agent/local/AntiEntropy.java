package praetor.agent.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import praetor.agent.RequestException;
import praetor.agent.acl.Caller;
import praetor.agent.checks.Timers;
import praetor.agent.servers.CatalogWrites;
import praetor.model.DeregisterRequest;
import praetor.model.RegisterRequest;

/**
 * Makes the catalog agree with the agent: what changes here is written at once, many writes on
 * their way at a time, and from time to time all is compared.
 *
 * <h2>When what happens</h2>
 *
 * <ul>
 *   <li>At the start, then about every minute: the catalog is read and compared. Nothing is written
 *       when nothing differs.
 *   <li>A change is written at once; changes of one service follow one another, those of different
 *       services do not wait for each other. A service goes with its checks.
 *   <li>An output that changed alone waits for {@code check_update_interval}.
 *   <li>A write that failed is tried again after a second, two, four, ... up to fifteen, or as soon
 *       as there is a leader; one that was refused is left until the next comparison.
 * </ul>
 *
 * <p>Safe for any thread. Source: raft-and-agent-behaviour, section 6.
 */
public final class AntiEntropy implements LocalState.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("agent");
  private static final Logger SYNC_LOG = LoggerFactory.getLogger("agent.anti_entropy");

  /**
   * Writes under way at a time: enough to fill several batches of the log, few enough not to take
   * the leader's queue from others.
   */
  private static final int IN_FLIGHT_MAX = 512;

  /** Source: the line of Consul's agents. */
  private static final String NODE_SYNCED = "Synced node info";

  private static final Duration FINISH_MAX = Duration.ofSeconds(2);
  private static final long FINISH_POLL_MS = 10;

  private final LocalState state;
  private final Connection servers;
  private final Timers timers;
  private final Executor executor;
  private final SyncDelays delays;
  private final IntSupplier members;
  private final Duration checkUpdateInterval;

  // All guarded by this object.
  private final Map<String, Timers.Timer> outputTimers = new HashMap<>();
  private Timers.@Nullable Timer fullSyncTimer;
  private boolean closed;
  private boolean comparing;
  private boolean compareAgain;
  private boolean soon;
  private boolean passDue;
  private boolean passing;
  private boolean paused;
  private int inFlight;
  private int failures;
  private boolean outage;
  private boolean noLeaderTold;
  private boolean nodeTold;

  /**
   * The agent's way to the servers.
   *
   * @param callers who asks with a token; with the empty one, the agent itself
   */
  public record Connection(
      CatalogWrites catalog, CatalogView view, Function<String, Caller> callers) {}

  /**
   * @param executor runs passes over what has changed; they do not block
   * @param members how many agents the datacenter has
   * @param checkUpdateInterval how late a changed output alone may be written
   */
  public AntiEntropy(
      LocalState state,
      Connection servers,
      Timers timers,
      Executor executor,
      RandomGenerator random,
      IntSupplier members,
      Duration checkUpdateInterval) {
    this.state = state;
    this.servers = servers;
    this.timers = timers;
    this.executor = executor;
    this.delays = new SyncDelays(random);
    this.members = members;
    this.checkUpdateInterval = checkUpdateInterval;
  }

  /** Begins: listens to the state and compares for the first time. */
  public void start() {
    state.listen(this);
    compare();
    outOfSync();
  }

  /** There is a leader, a new one or the first: compares soon and tries what has failed. */
  public void leaderFound() {
    synchronized (this) {
      soon = true;
    }
    fullSyncAfter(delays.afterNewLeader(members.getAsInt()));
    synchronized (this) {
      paused = false;
      failures = 0;
    }
    state.catalogAway(false);
    outOfSync();
  }

  /** The catalog is another one: compares at once. */
  public void catalogReplaced() {
    executor.execute(this::compare);
  }

  @Override
  public synchronized void close() {
    closed = true;
    cancel(fullSyncTimer);
    outputTimers.values().forEach(Timers.Timer::cancel);
    outputTimers.clear();
  }

  /**
   * Ends, and waits until no write is under way any more: one that arrived after the agent has left
   * would bring its node back. Blocks, for two seconds at most.
   */
  public void finish() throws InterruptedException {
    close();
    long deadlineNanos = System.nanoTime() + FINISH_MAX.toNanos();
    while (isWriting() && System.nanoTime() < deadlineNanos) {
      Thread.sleep(FINISH_POLL_MS);
    }
  }

  private synchronized boolean isWriting() {
    return inFlight > 0 || passing;
  }

  // ---- comparing

  private synchronized void fullSyncAfter(Duration delay) {
    cancel(fullSyncTimer);
    if (!closed) {
      fullSyncTimer = timers.after(delay, () -> executor.execute(this::compareSoon));
    }
  }

  /** The next comparison, unless one is due sooner: because of a new leader. */
  private synchronized void regularSync(Duration delay) {
    if (!soon) {
      fullSyncAfter(delay);
    }
  }

  private void compareSoon() {
    synchronized (this) {
      soon = false;
    }
    compare();
  }

  private void compare() {
    synchronized (this) {
      if (closed) {
        return;
      }
      if (comparing) {
        compareAgain = true;
        return;
      }
      comparing = true;
    }
    reading().whenComplete((contents, failure) -> executor.execute(() -> end(contents, failure)));
  }

  private CompletableFuture<NodeContents> reading() {
    return attempt(() -> servers.view().contents(state.node().name(), agent()));
  }

  private void end(@Nullable NodeContents contents, @Nullable Throwable failure) {
    boolean again;
    synchronized (this) {
      comparing = false;
      again = compareAgain;
      compareAgain = false;
    }
    if (contents != null) {
      recovered();
      state.compare(contents);
      tellNode();
      regularSync(delays.untilFullSync(members.getAsInt()));
    } else {
      tell(failure);
      regularSync(delays.untilRetry(members.getAsInt()));
    }
    if (again) {
      compare();
    }
  }

  /**
   * The first agreement about the node is told, whether it had to be written or not: programs that
   * start an agent wait for the line.
   */
  private void tellNode() {
    synchronized (this) {
      if (nodeTold || !state.isNodeInSync()) {
        return;
      }
      nodeTold = true;
    }
    LOG.info(NODE_SYNCED);
  }

  // ---- writing what has changed

  @Override
  public void outOfSync() {
    synchronized (this) {
      if (closed || paused || passDue) {
        return;
      }
      passDue = true;
      if (passing) {
        return;
      }
      passing = true;
    }
    executor.execute(this::passes);
  }

  /** Passes over what is to be written until there is no more cause; one thread at a time. */
  private void passes() {
    for (var pushes = due(); pushes.isPresent(); pushes = due()) {
      for (var push : pushes.get()) {
        carryOut(push, push.steps()).whenComplete((_, failure) -> end(push, failure));
      }
    }
  }

  private synchronized Optional<List<Push>> due() {
    if (!passDue || closed || paused) {
      passing = false;
      passDue = false;
      return Optional.empty();
    }
    passDue = false;
    var pushes = state.take(IN_FLIGHT_MAX - inFlight);
    inFlight += pushes.size();
    return Optional.of(pushes);
  }

  private CompletableFuture<Void> carryOut(Push push, List<Push.Step> steps) {
    if (steps.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    var step = steps.getFirst();
    return attempt(() -> write(step))
        .handle((_, failure) -> settle(step, failure))
        .thenCompose(_ -> carryOut(push, steps.subList(1, steps.size())));
  }

  /** Takes note of how a write ended; throws when it has to be tried again. */
  private boolean settle(Push.Step step, @Nullable Throwable failure) {
    if (failure != null && !isRefusal(failure)) {
      throw new CompletionException(cause(failure));
    }
    if (failure != null) {
      LOG.warn("{}: {}", refused(step.write()), cause(failure).getMessage());
    } else {
      var done = described(step.write());
      LOG.info("{}", done);
      if (done.equals(NODE_SYNCED)) {
        synchronized (this) {
          nodeTold = true;
        }
      }
    }
    state.written(step);
    return true;
  }

  private CompletableFuture<Void> write(Push.Step step) {
    var caller = servers.callers().apply(step.token());
    return switch (step.write()) {
      case Push.Write.Register register -> servers.catalog().register(request(register), caller);
      case Push.Write.RemoveService(String id) ->
          servers.catalog().deregister(removal(id, ""), caller);
      case Push.Write.RemoveCheck(String id) ->
          servers.catalog().deregister(removal("", id), caller);
    };
  }

  private RegisterRequest request(Push.Write.Register register) {
    var node = state.node();
    return new RegisterRequest(
        node.datacenter(),
        node.id(),
        node.name(),
        node.address(),
        node.taggedAddresses(),
        node.meta(),
        register.service(),
        Optional.empty(),
        register.checks(),
        !register.withNode(),
        node.locality(),
        "",
        0,
        0);
  }

  private DeregisterRequest removal(String serviceId, String checkId) {
    var node = state.node();
    return new DeregisterRequest(node.datacenter(), node.name(), serviceId, checkId, "");
  }

  private void end(Push push, @Nullable Throwable failure) {
    state.settled(push);
    synchronized (this) {
      inFlight--;
    }
    if (failure == null) {
      recovered();
    } else {
      tell(failure);
      state.catalogAway(true);
      pause();
    }
    outOfSync();
  }

  private void recovered() {
    state.catalogAway(false);
    synchronized (this) {
      failures = 0;
      outage = false;
    }
  }

  private synchronized void pause() {
    // The other writes under way fail for the same reason: one pause for all of them.
    if (!paused && !closed) {
      paused = true;
      failures++;
      timers.after(delays.untilWrite(failures), this::resume);
    }
  }

  private void resume() {
    synchronized (this) {
      paused = false;
    }
    outOfSync();
  }

  // ---- outputs

  @Override
  public synchronized void outputChanged(String checkId) {
    if (!closed && !outputTimers.containsKey(checkId)) {
      var delay = delays.untilOutput(checkUpdateInterval);
      outputTimers.put(
          checkId, timers.after(delay, () -> executor.execute(() -> writeOutput(checkId))));
    }
  }

  private void writeOutput(String checkId) {
    synchronized (this) {
      outputTimers.remove(checkId);
    }
    state.writeOutput(checkId);
  }

  // ---- telling

  private static String described(Push.Write write) {
    return switch (write) {
      case Push.Write.Register register -> described(register);
      case Push.Write.RemoveService(String id) -> "Deregistered service: service=" + id;
      case Push.Write.RemoveCheck(String id) -> "Deregistered check: check=" + id;
    };
  }

  private static String described(Push.Write.Register register) {
    if (register.service().isPresent()) {
      return "Synced service: service=" + register.service().get().id();
    }
    return register.checks().isEmpty()
        ? NODE_SYNCED
        : "Synced check: check=" + register.checks().getFirst().checkId();
  }

  private static String refused(Push.Write write) {
    return switch (write) {
      case Push.Write.Register register when register.service().isPresent() ->
          "Service registration blocked by ACLs: service=" + register.service().get().id();
      case Push.Write.Register register when register.checks().isEmpty() ->
          "Node info update blocked by ACLs";
      case Push.Write.Register register ->
          "Check registration blocked by ACLs: check=" + register.checks().getFirst().checkId();
      case Push.Write.RemoveService(String id) ->
          "Service deregistration blocked by ACLs: service=" + id;
      case Push.Write.RemoveCheck(String id) -> "Check deregistration blocked by ACLs: check=" + id;
    };
  }

  /**
   * Says why the catalog could not be reached: once for each time that it goes away, and of the
   * time without a leader, which every start has, once in all.
   */
  private void tell(@Nullable Throwable failure) {
    var message = failure == null ? "no answer" : String.valueOf(cause(failure).getMessage());
    synchronized (this) {
      boolean noLeader = message.endsWith(RequestException.NO_LEADER);
      if (closed || outage || noLeader && noLeaderTold) {
        return;
      }
      outage = true;
      noLeaderTold |= noLeader;
    }
    SYNC_LOG.error("failed to sync remote state: {}", message);
  }

  private static boolean isRefusal(Throwable failure) {
    return cause(failure) instanceof RequestException refusal && refusal.status() == 403;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private Caller agent() {
    return servers.callers().apply("");
  }

  /** What throws instead of failing its future fails the same way. */
  private static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> call) {
    try {
      return call.get();
    } catch (RequestException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void cancel(Timers.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}

package praetor.agent.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import praetor.agent.checks.CheckResult;
import praetor.agent.checks.CheckSink;
import praetor.agent.config.CheckDefinition;
import praetor.model.Clock;
import praetor.model.HealthCheck;
import praetor.model.NodeService;

/**
 * The services and checks of this agent, and of each whether the catalog has it as it is here.
 *
 * <p>An entry that was removed stays as a tombstone until the catalog has forgotten it too. All is
 * guarded by the object's own lock, which is held for moments only; listeners are called without
 * it. Safe for any thread.
 */
public final class LocalState implements CheckSink {
  /** Hears of changes, on the thread that made them; must not block. */
  public interface Listener {
    /** Something is to be written to the catalog. */
    default void outOfSync() {}

    /** A check says something else with the same status; that may reach the catalog later. */
    default void outputChanged(String checkId) {}

    /**
     * A service came, changed or went, or a check of it came, went or has another status.
     *
     * @param serviceId empty for checks of the node
     */
    default void changed(String serviceId) {}
  }

  /**
   * How much the catalog hears of outputs.
   *
   * @param deferred whether a changed output alone may wait: {@code check_update_interval} is not 0
   * @param discarded {@code discard_check_output}
   */
  public record Outputs(boolean deferred, boolean discarded) {}

  /** Something of this agent with its place in the catalog. Guarded by the state's lock. */
  static final class Entry<T> {
    private T value;
    private boolean removed;
    private boolean inSync;
    private boolean outputWaits;
    private long version;

    private Entry(T value) {
      this.value = value;
    }

    private void change(T to) {
      value = to;
      removed = false;
      inSync = false;
      version++;
    }

    private void remove() {
      removed = true;
      inSync = false;
      version++;
    }
  }

  private final NodeFacts node;
  private final Clock clock;
  private final Outputs outputs;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  private final Entry<NodeFacts> nodeEntry;
  private final Map<String, Entry<LocalService>> services = new TreeMap<>();
  private final Map<String, Entry<LocalCheck>> checks = new TreeMap<>();
  // The same entries by the id of their service; those of the node under "".
  private final Map<String, Map<String, Entry<LocalCheck>>> checksByService = new TreeMap<>();
  private final Map<String, List<Waiter>> waiters = new TreeMap<>();
  private final Set<Push.Subject> dirty = new LinkedHashSet<>();
  private final Set<Push.Subject> pushing = new HashSet<>();

  // Those who wait until changes of a service, or of the node's checks under "", are in the
  // catalog.
  private final Map<String, List<CompletableFuture<Void>>> awaitingWrites = new TreeMap<>();
  private boolean catalogAway;

  private record Waiter(String hash, CompletableFuture<Optional<LocalService>> future) {}

  public LocalState(NodeFacts node, Clock clock, Outputs outputs) {
    this.node = node;
    this.clock = clock;
    this.outputs = outputs;
    this.nodeEntry = new Entry<>(node);
    dirty.add(Push.Subject.OfNode.NODE);
  }

  public NodeFacts node() {
    return node;
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  // ---- reads

  /** The services in the order of their ids. */
  public synchronized List<LocalService> services() {
    return present(services.values());
  }

  public synchronized Optional<LocalService> service(String id) {
    return present(services.get(id));
  }

  /** The checks in the order of their ids. */
  public synchronized List<LocalCheck> checks() {
    return present(checks.values());
  }

  public synchronized Optional<LocalCheck> check(String id) {
    return present(checks.get(id));
  }

  /** The checks of a service, without those of the node. */
  public synchronized List<LocalCheck> checksOf(String serviceId) {
    return present(entriesOf(serviceId));
  }

  /** The checks that belong to no service. */
  public List<LocalCheck> nodeChecks() {
    return checksOf("");
  }

  /**
   * The service as soon as its hash is another one; empty as soon as there is no such service.
   * Cancelling the future forgets the reader.
   */
  public CompletableFuture<Optional<LocalService>> serviceAfter(String id, String hash) {
    var future = new CompletableFuture<Optional<LocalService>>();
    var waiter = new Waiter(hash, future);
    synchronized (this) {
      var now = service(id);
      if (now.isEmpty() || !now.get().contentHash().equals(hash)) {
        return CompletableFuture.completedFuture(now);
      }
      waiters.computeIfAbsent(id, _ -> new ArrayList<>()).add(waiter);
    }
    future.whenComplete((_, _) -> forget(id, waiter));
    return future;
  }

  private synchronized void forget(String id, Waiter waiter) {
    var all = waiters.get(id);
    if (all != null && all.remove(waiter) && all.isEmpty()) {
      waiters.remove(id);
    }
  }

  private static <T> List<T> present(Collection<Entry<T>> entries) {
    return entries.stream().filter(entry -> !entry.removed).map(entry -> entry.value).toList();
  }

  private static <T> Optional<T> present(@Nullable Entry<T> entry) {
    return entry == null || entry.removed ? Optional.empty() : Optional.of(entry.value);
  }

  private Collection<Entry<LocalCheck>> entriesOf(String serviceId) {
    return checksByService.getOrDefault(serviceId, Map.of()).values();
  }

  // ---- changes

  /**
   * Sets a service and some of its checks, at once. Checks that it had and that are not named stay.
   * A check that was there keeps its status and output.
   */
  public void put(NodeService service, String token, List<LocalCheck> withChecks) {
    var after = LocalService.of(service, token);
    List<Waiter> woken;
    boolean changed;
    synchronized (this) {
      changed = putService(after);
      for (var check : withChecks) {
        changed |= putCheck(check);
      }
      woken = takeWaiters(service.id(), after.contentHash());
    }
    woken.forEach(waiter -> waiter.future().complete(Optional.of(after)));
    if (changed) {
      tellChanged(service.id());
    }
  }

  /** Sets a check; one that was there keeps its status and output. */
  public void put(LocalCheck check) {
    boolean changed;
    synchronized (this) {
      changed = putCheck(check);
    }
    if (changed) {
      tellChanged(check.health().serviceId());
    }
  }

  private boolean putService(LocalService after) {
    var entry = services.get(after.id());
    if (entry != null && !entry.removed && entry.value.equals(after)) {
      return false;
    }
    if (entry == null) {
      services.put(after.id(), new Entry<>(after));
    } else {
      entry.change(after);
    }
    dirty.add(new Push.Subject.OfService(after.id()));
    return true;
  }

  private boolean putCheck(LocalCheck check) {
    var entry = checks.get(check.id());
    var kept = present(entry).map(before -> continued(check, before)).orElse(check);
    if (entry != null && !entry.removed && entry.value.equals(kept)) {
      return false;
    }
    if (entry == null) {
      link(new Entry<>(kept));
    } else {
      unlink(entry.value);
      entry.change(kept);
      link(entry);
    }
    dirty.add(subject(kept));
    return true;
  }

  private LocalCheck continued(LocalCheck check, LocalCheck before) {
    var was = before.health();
    return new LocalCheck(
        Copies.result(check.health(), was.status(), was.output()),
        check.definition(),
        check.token(),
        before.criticalSinceNanos());
  }

  /** A check in the state that a registration gives it. */
  LocalCheck fresh(HealthCheck health, CheckDefinition definition, String token) {
    return new LocalCheck(health, definition, token, criticalSince(health.status()));
  }

  private OptionalLong criticalSince(String status) {
    return status.equals(HealthCheck.CRITICAL)
        ? OptionalLong.of(clock.nanoTime())
        : OptionalLong.empty();
  }

  /** Removes a service with its checks; false when there is none. */
  public boolean removeService(String id) {
    List<Waiter> woken;
    synchronized (this) {
      var entry = services.get(id);
      if (entry == null || entry.removed) {
        return false;
      }
      entry.remove();
      entriesOf(id).forEach(Entry::remove);
      dirty.add(new Push.Subject.OfService(id));
      woken = takeWaiters(id, "");
    }
    woken.forEach(waiter -> waiter.future().complete(Optional.empty()));
    tellChanged(id);
    return true;
  }

  /** Removes a check; false when there is none. */
  public boolean removeCheck(String id) {
    String serviceId;
    synchronized (this) {
      var entry = checks.get(id);
      if (entry == null || entry.removed) {
        return false;
      }
      entry.remove();
      dirty.add(subject(entry.value));
      serviceId = entry.value.health().serviceId();
    }
    tellChanged(serviceId);
    return true;
  }

  /** Takes what a check found. */
  @Override
  public void update(String checkId, CheckResult result) {
    String serviceId;
    boolean statusChanged;
    boolean written;
    synchronized (this) {
      var entry = checks.get(checkId);
      if (entry == null || entry.removed) {
        return;
      }
      var before = entry.value.health();
      var output = outputs.discarded() ? "" : result.output();
      serviceId = before.serviceId();
      statusChanged = !before.status().equals(result.status());
      if (!statusChanged && before.output().equals(output)) {
        return;
      }
      written = statusChanged || !outputs.deferred();
      change(entry, updated(entry.value, result.status(), output, statusChanged), written);
    }
    if (statusChanged) {
      tellChanged(serviceId);
    } else if (written) {
      tellOutOfSync();
    } else {
      listeners.forEach(listener -> listener.outputChanged(checkId));
    }
  }

  private void change(Entry<LocalCheck> entry, LocalCheck after, boolean written) {
    if (written) {
      entry.change(after);
      dirty.add(subject(after));
    } else {
      entry.value = after;
      entry.outputWaits = true;
    }
  }

  private LocalCheck updated(
      LocalCheck check, String status, String output, boolean statusChanged) {
    return new LocalCheck(
        Copies.result(check.health(), status, output),
        check.definition(),
        check.token(),
        statusChanged ? criticalSince(status) : check.criticalSinceNanos());
  }

  /** Has an output written that could wait until now. */
  public void writeOutput(String checkId) {
    boolean waits;
    synchronized (this) {
      var entry = checks.get(checkId);
      waits = entry != null && !entry.removed && entry.outputWaits;
      if (entry != null && waits) {
        entry.change(entry.value);
        dirty.add(subject(entry.value));
      }
    }
    if (waits) {
      tellOutOfSync();
    }
  }

  private static Push.Subject subject(LocalCheck check) {
    var serviceId = check.health().serviceId();
    return serviceId.isEmpty()
        ? new Push.Subject.OfNodeCheck(check.id())
        : new Push.Subject.OfService(serviceId);
  }

  private List<Waiter> takeWaiters(String id, String hash) {
    var all = waiters.getOrDefault(id, List.of());
    return all.stream().filter(waiter -> !waiter.hash().equals(hash)).toList();
  }

  private void link(Entry<LocalCheck> entry) {
    var check = entry.value;
    checks.put(check.id(), entry);
    checksByService
        .computeIfAbsent(check.health().serviceId(), _ -> new TreeMap<>())
        .put(check.id(), entry);
  }

  private void unlink(LocalCheck check) {
    checks.remove(check.id());
    var ofService = checksByService.get(check.health().serviceId());
    if (ofService != null) {
      ofService.remove(check.id());
      if (ofService.isEmpty()) {
        checksByService.remove(check.health().serviceId());
      }
    }
  }

  private void tellChanged(String serviceId) {
    listeners.forEach(listener -> listener.changed(serviceId));
    tellOutOfSync();
  }

  private void tellOutOfSync() {
    listeners.forEach(Listener::outOfSync);
  }

  // ---- agreement with the catalog

  /**
   * Takes subjects that have to be written, at most {@code max}; each stays taken until it is
   * {@link #settled}.
   */
  synchronized List<Push> take(int max) {
    var pushes = new ArrayList<Push>();
    var subjects = dirty.iterator();
    while (subjects.hasNext() && pushes.size() < max) {
      var subject = subjects.next();
      if (!pushing.contains(subject)) {
        subjects.remove();
        var steps = steps(subject);
        if (!steps.isEmpty()) {
          pushing.add(subject);
          pushes.add(new Push(subject, steps));
        }
      }
    }
    releaseWritten();
    return pushes;
  }

  /** A write was carried out, or refused for good: its entries count as in agreement. */
  synchronized void written(Push.Step step) {
    for (var mark : step.marks()) {
      if (mark.entry().version == mark.version()) {
        settle(mark.entry());
      }
    }
  }

  private void settle(Entry<?> entry) {
    entry.inSync = true;
    if (entry.removed && entry.value instanceof LocalService service) {
      services.remove(service.id());
    }
    if (entry.removed && entry.value instanceof LocalCheck check) {
      unlink(check);
    }
  }

  /** Ends a push; what has changed meanwhile, or could not be written, is to be written again. */
  synchronized void settled(Push push) {
    pushing.remove(push.subject());
    if (!steps(push.subject()).isEmpty()) {
      dirty.add(push.subject());
    }
    releaseWritten();
  }

  /**
   * Ends when the catalog has a service and its checks as they are here; at once when they are in
   * agreement, and when the catalog is out of reach.
   *
   * @param serviceId empty for the checks of the node
   */
  public synchronized CompletableFuture<Void> whenWritten(String serviceId) {
    if (catalogAway || !isPending(serviceId)) {
      return CompletableFuture.completedFuture(null);
    }
    var written = new CompletableFuture<Void>();
    awaitingWrites.computeIfAbsent(serviceId, _ -> new ArrayList<>()).add(written);
    return written;
  }

  /** Writes fail, or are tried again: while they fail, nobody waits for them. */
  synchronized void catalogAway(boolean away) {
    catalogAway = away;
    if (away) {
      List.copyOf(awaitingWrites.keySet()).forEach(this::release);
    }
  }

  private void releaseWritten() {
    if (!awaitingWrites.isEmpty()) {
      awaitingWrites.keySet().stream().filter(id -> !isPending(id)).toList().forEach(this::release);
    }
  }

  private void release(String serviceId) {
    var waiting = awaitingWrites.remove(serviceId);
    if (waiting != null) {
      waiting.forEach(written -> written.complete(null));
    }
  }

  private boolean isPending(String serviceId) {
    if (serviceId.isEmpty()) {
      return Stream.concat(dirty.stream(), pushing.stream())
          .anyMatch(Push.Subject.OfNodeCheck.class::isInstance);
    }
    var subject = new Push.Subject.OfService(serviceId);
    return dirty.contains(subject) || pushing.contains(subject);
  }

  /** Whether the catalog has all as it is here, as far as is known. */
  public synchronized boolean isInSync() {
    return dirty.isEmpty() && pushing.isEmpty();
  }

  /** Whether the catalog has the node as it is here, as far as is known. */
  synchronized boolean isNodeInSync() {
    return nodeEntry.inSync;
  }

  private List<Push.Step> steps(Push.Subject subject) {
    return switch (subject) {
      case Push.Subject.OfNode _ -> nodeSteps();
      case Push.Subject.OfService(String id) -> serviceSteps(id);
      case Push.Subject.OfNodeCheck(String id) -> {
        var entry = checks.get(id);
        yield entry == null || entry.inSync ? List.of() : checkSteps(List.of(entry));
      }
    };
  }

  private List<Push.Step> nodeSteps() {
    if (nodeEntry.inSync) {
      return List.of();
    }
    var register = new Push.Write.Register(Optional.empty(), List.of(), true);
    return List.of(new Push.Step(register, "", List.of(mark(nodeEntry))));
  }

  private List<Push.Step> serviceSteps(String id) {
    var entry = services.get(id);
    if (entry != null && entry.removed) {
      return entry.inSync ? List.of() : List.of(removal(id, entry));
    }
    var due = entriesOf(id).stream().filter(check -> !check.inSync).toList();
    if (entry == null || entry.inSync) {
      return checkSteps(due);
    }
    var token = entry.value.token();
    var same = due.stream().filter(c -> !c.removed && c.value.token().equals(token)).toList();
    var steps = new ArrayList<Push.Step>();
    steps.add(registration(Optional.of(entry), same, token));
    steps.addAll(checkSteps(due.stream().filter(check -> !same.contains(check)).toList()));
    return steps;
  }

  /** The catalog forgets the checks of a service together with it. */
  private Push.Step removal(String id, Entry<LocalService> entry) {
    var marks = new ArrayList<Push.Mark>();
    marks.add(mark(entry));
    entriesOf(id).forEach(check -> marks.add(mark(check)));
    return new Push.Step(new Push.Write.RemoveService(id), entry.value.token(), marks);
  }

  private List<Push.Step> checkSteps(List<Entry<LocalCheck>> due) {
    var steps = new ArrayList<Push.Step>();
    var byToken = new TreeMap<String, List<Entry<LocalCheck>>>();
    for (var check : due) {
      if (check.removed) {
        var write = new Push.Write.RemoveCheck(check.value.id());
        steps.add(new Push.Step(write, check.value.token(), List.of(mark(check))));
      } else {
        byToken.computeIfAbsent(check.value.token(), _ -> new ArrayList<>()).add(check);
      }
    }
    byToken.forEach((token, all) -> steps.add(registration(Optional.empty(), all, token)));
    return steps;
  }

  private Push.Step registration(
      Optional<Entry<LocalService>> service, List<Entry<LocalCheck>> due, String token) {
    var marks = new ArrayList<Push.Mark>();
    service.ifPresent(entry -> marks.add(mark(entry)));
    for (var check : due) {
      // Whatever it says now is on its way.
      check.outputWaits = false;
      marks.add(mark(check));
    }
    if (!nodeEntry.inSync) {
      marks.add(mark(nodeEntry));
    }
    var write =
        new Push.Write.Register(
            service.map(entry -> entry.value.service()),
            due.stream().map(check -> check.value.health()).toList(),
            !nodeEntry.inSync);
    return new Push.Step(write, token, marks);
  }

  private static Push.Mark mark(Entry<?> entry) {
    return new Push.Mark(entry, entry.version);
  }

  /**
   * Compares with what the catalog has: what differs is to be written, and what only the catalog
   * has is to be removed from it, but for what the servers themselves write. A service with {@code
   * EnableTagOverride} takes over the catalog's tags.
   */
  void compare(NodeContents remote) {
    var woken = new TreeMap<String, List<Waiter>>();
    synchronized (this) {
      nodeEntry.inSync = remote.node().filter(there -> SyncRules.isSame(node, there)).isPresent();
      if (!nodeEntry.inSync) {
        dirty.add(Push.Subject.OfNode.NODE);
      }
      compareServices(remote.services());
      compareChecks(remote.checks());
      for (var id : waiters.keySet()) {
        service(id).ifPresent(now -> woken.put(id, takeWaiters(id, now.contentHash())));
      }
    }
    woken.forEach((id, all) -> all.forEach(waiter -> waiter.future().complete(service(id))));
    if (!isInSync()) {
      tellOutOfSync();
    }
  }

  private void compareServices(List<NodeService> remote) {
    var there = new TreeMap<String, NodeService>();
    remote.forEach(service -> there.put(service.id(), service));
    for (var entry : List.copyOf(services.values())) {
      var id = entry.value.id();
      if (pushing.contains(new Push.Subject.OfService(id))) {
        // Whether the catalog was read before or after that write is not known.
        continue;
      }
      compareService(entry, Optional.ofNullable(there.get(id)));
      if (!entry.inSync) {
        dirty.add(new Push.Subject.OfService(id));
      }
    }
    there.keySet().removeAll(services.keySet());
    there.remove(SyncRules.SERVERS_SERVICE);
    there.values().forEach(this::removeForeign);
  }

  private void compareService(Entry<LocalService> entry, Optional<NodeService> remote) {
    if (entry.removed) {
      entry.inSync = false;
      if (remote.isEmpty()) {
        settle(entry);
      }
      return;
    }
    if (remote.isPresent() && entry.value.service().enableTagOverride()) {
      var tagged = entry.value.service().withTags(remote.get().tags());
      entry.value = LocalService.of(tagged, entry.value.token());
    }
    var service = entry.value.service();
    entry.inSync = remote.filter(there -> SyncRules.isSame(service, there)).isPresent();
  }

  private void removeForeign(NodeService service) {
    var entry = new Entry<>(LocalService.of(service, ""));
    entry.removed = true;
    services.put(service.id(), entry);
    dirty.add(new Push.Subject.OfService(service.id()));
  }

  private void compareChecks(List<HealthCheck> remote) {
    var there = new TreeMap<String, HealthCheck>();
    remote.forEach(check -> there.put(check.checkId(), check));
    for (var entry : List.copyOf(checks.values())) {
      var subject = subject(entry.value);
      if (!pushing.contains(subject)) {
        compareCheck(entry, Optional.ofNullable(there.get(entry.value.id())));
        if (!entry.inSync) {
          dirty.add(subject);
        }
      }
    }
    there.keySet().removeAll(checks.keySet());
    there.remove(SyncRules.SERF_CHECK);
    there.values().forEach(this::removeForeign);
  }

  private void compareCheck(Entry<LocalCheck> entry, Optional<HealthCheck> remote) {
    if (entry.removed) {
      entry.inSync = false;
      if (remote.isEmpty()) {
        settle(entry);
      }
      return;
    }
    var check = entry.value.health();
    entry.inSync =
        remote.filter(there -> SyncRules.isSame(check, there, !outputs.deferred())).isPresent();
  }

  /** A check that goes with its service needs no removal of its own. */
  private void removeForeign(HealthCheck check) {
    var owner = services.get(check.serviceId());
    boolean goesWithService = owner != null && owner.removed;
    if (goesWithService || check.serviceId().equals(SyncRules.SERVERS_SERVICE)) {
      return;
    }
    var definition = CheckBody.NO_DEFINITION;
    var entry = new Entry<>(new LocalCheck(check, definition, "", OptionalLong.empty()));
    entry.removed = true;
    link(entry);
    dirty.add(subject(entry.value));
  }
}

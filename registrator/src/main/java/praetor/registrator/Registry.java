package praetor.registrator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import praetor.model.Clock;
import praetor.registrator.backend.RefusedException;
import praetor.registrator.backend.RegistryBackend;
import praetor.registrator.rules.Ownership;
import praetor.registrator.rules.Reconcile;
import praetor.registrator.rules.Reconcile.Change;
import praetor.registrator.rules.Registered;
import praetor.registrator.rules.ServiceEntry;

/**
 * What a registry is known to say, and the writes that make it say something else. What it refuses
 * is sent again after minutes; when it is away, it is asked again soon. Owned by the registrator's
 * loop.
 */
final class Registry implements AutoCloseable {
  private static final Duration RETRY_MIN = Duration.ofMillis(500);
  private static final Duration RETRY_MAX = Duration.ofSeconds(5);

  /** What was refused once is likely to be refused again, unless somebody mends the registry. */
  private static final Duration REFUSED_MIN = Duration.ofMinutes(1);

  private static final Duration REFUSED_MAX = Duration.ofMinutes(10);

  private final RegistryBackend backend;
  private final Ownership ownership;
  private final boolean removesUnknown;
  private final RegistratorLog log;
  private final Clock clock;
  private final Calls calls = new Calls();
  // Empty while it has to be asked.
  private Optional<Map<String, Registered>> actual = Optional.empty();
  private Map<String, ServiceEntry> wanted = new LinkedHashMap<>();
  private final OwnIds own;
  private final Map<String, String> containers = new HashMap<>();
  private final Map<String, Refusal> refused = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private Duration retry = RETRY_MIN;
  private Optional<Long> nextRetryNanos = Optional.empty();

  Registry(
      RegistryBackend backend,
      String host,
      OwnIds own,
      boolean removesUnknown,
      RegistratorLog log,
      Clock clock) {
    this.backend = backend;
    this.ownership = new Ownership(host);
    this.own = own;
    this.removesUnknown = removesUnknown;
    this.log = log;
    this.clock = clock;
  }

  /** How a write went. */
  private record Done(Change change, Optional<IOException> failure) {}

  /** A service that the registry did not take, and when it may be sent again. */
  private record Refusal(ServiceEntry service, Duration pause, long againNanos) {}

  /** The registry is to be asked what it says. */
  void forget() {
    actual = Optional.empty();
  }

  /** When a registry that was away is to be asked again. */
  Optional<Long> nextRetryNanos() {
    return nextRetryNanos;
  }

  boolean isDue() {
    return nextRetryNanos.filter(at -> clock.nanoTime() >= at).isPresent();
  }

  /** Writes what differs from these services. */
  void apply(Map<String, ServiceEntry> services) throws InterruptedException {
    wanted = services;
    own.add(services.keySet());
    services.values().forEach(s -> containers.put(s.id(), s.container()));
    try {
      boolean isFresh = actual.isEmpty();
      var now = actual.isPresent() ? actual.get() : new LinkedHashMap<>(backend.services());
      actual = Optional.of(now);
      var changes = new ArrayList<>(changes(now));
      if (isFresh) {
        changes.addAll(keptAlive(now, changes));
      }
      write(changes, now);
      own.retain(wanted.keySet(), now.keySet());
    } catch (IOException away) {
      failed("registry: " + away.getMessage());
    }
  }

  private List<Change> changes(Map<String, Registered> now) {
    return Reconcile.changes(
            wanted,
            now,
            backend::shape,
            entry ->
                (removesUnknown || own.all().contains(entry.id()))
                    && ownership.isOwn(entry, own.all(), wanted))
        .stream()
        .filter(change -> !isRefused(change))
        .toList();
  }

  private boolean isRefused(Change change) {
    return change instanceof Change.Add(var service)
        && refusal(service).filter(r -> clock.nanoTime() < r.againNanos()).isPresent();
  }

  /** The checks that stand for a HEALTHCHECK expire when nobody tells them anything. */
  private List<Change> keptAlive(Map<String, Registered> now, List<Change> changes) {
    var changed = new HashSet<String>();
    changes.forEach(change -> changed.add(change.id()));
    var tells = new ArrayList<Change>();
    for (var service : wanted.values()) {
      boolean isThere = now.containsKey(service.id()) && !changed.contains(service.id());
      if (isThere && backend.shape(service).health().isPresent()) {
        tells.add(new Change.Tell(service));
      }
    }
    return tells;
  }

  private void write(List<Change> changes, Map<String, Registered> now)
      throws IOException, InterruptedException {
    var removals = changes.stream().filter(Change.Remove.class::isInstance).toList();
    var others = changes.stream().filter(c -> !(c instanceof Change.Remove)).toList();
    var done = new ArrayList<>(calls.all(removals, this::perform));
    done.addAll(calls.all(others, this::perform));
    var away = Optional.<String>empty();
    for (var one : done) {
      if (one.failure().isEmpty()) {
        note(one.change(), now);
      } else if (one.failure().get() instanceof RefusedException refusal) {
        refuse(one.change(), String.valueOf(refusal.getMessage()));
      } else {
        away = Optional.of(failure(one.change(), String.valueOf(one.failure().get().getMessage())));
      }
    }
    if (away.isPresent()) {
      failed(away.get());
    } else {
      worked();
    }
  }

  private Done perform(Change change) {
    try {
      switch (change) {
        case Change.Add(var service) -> backend.register(service);
        case Change.Tell(var service) -> backend.tellHealth(service);
        case Change.Remove(var id) -> backend.deregister(id);
      }
      return new Done(change, Optional.empty());
    } catch (IOException failure) {
      return new Done(change, Optional.of(failure));
    }
  }

  private void note(Change change, Map<String, Registered> now) {
    told.remove(change.id());
    refused.remove(change.id());
    switch (change) {
      case Change.Add(var service) -> {
        now.put(service.id(), backend.shape(service));
        log.say("added: " + service.container() + " " + service.id());
      }
      case Change.Tell(var service) -> now.put(service.id(), backend.shape(service));
      case Change.Remove(var id) -> {
        now.remove(id);
        tellRemoved(id, Optional.ofNullable(containers.remove(id)));
      }
    }
  }

  /** The last word on this very service. */
  private Optional<Refusal> refusal(ServiceEntry service) {
    return Optional.ofNullable(refused.get(service.id()))
        .filter(refusal -> refusal.service().equals(service));
  }

  private void tellRemoved(String id, Optional<String> container) {
    if (container.isPresent()) {
      log.say("removed: " + container.get() + " " + id);
    } else {
      log.say("dangling: " + id);
      log.say(id + " removed");
    }
  }

  private void refuse(Change change, String why) {
    if (change instanceof Change.Add(var service)) {
      var pause = refusal(service).map(r -> r.pause().multipliedBy(2)).orElse(REFUSED_MIN);
      var bounded = pause.compareTo(REFUSED_MAX) < 0 ? pause : REFUSED_MAX;
      long againNanos = clock.nanoTime() + bounded.toNanos();
      refused.put(service.id(), new Refusal(service, bounded, againNanos));
    }
    var line = failure(change, why);
    if (!line.equals(told.put(change.id(), line))) {
      log.warn(line);
    }
  }

  private static String failure(Change change, String why) {
    var what =
        switch (change) {
          case Change.Add _ -> "register";
          case Change.Tell _ -> "health check";
          case Change.Remove _ -> "deregister";
        };
    return what + " failed: " + change.id() + " " + why;
  }

  private void failed(String line) {
    actual = Optional.empty();
    if (nextRetryNanos.isEmpty()) {
      log.warn(line + "; trying again");
    }
    nextRetryNanos = Optional.of(clock.nanoTime() + retry.toNanos());
    retry = retry.multipliedBy(2).compareTo(RETRY_MAX) < 0 ? retry.multipliedBy(2) : RETRY_MAX;
  }

  private void worked() {
    if (nextRetryNanos.isPresent()) {
      log.say("the registry is back");
    }
    nextRetryNanos = Optional.empty();
    retry = RETRY_MIN;
  }

  /** Keeps alive what expires. */
  void refresh() {
    try {
      backend.refresh();
      wanted.values().forEach(s -> log.say("refreshed: " + s.container() + " " + s.id()));
    } catch (IOException away) {
      log.warn("refresh failed: " + away.getMessage());
    }
  }

  @Override
  public void close() {
    calls.close();
  }
}

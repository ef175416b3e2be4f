package praetor.registrator;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import praetor.docker.DockerClient;
import praetor.model.Clock;
import praetor.registrator.backend.RegistryBackend;
import praetor.registrator.rules.ContainerView;
import praetor.registrator.rules.ServiceRules;
import praetor.registrator.rules.TagTemplate;

/**
 * Makes a registry say what runs: first all of it, then each change as the Engine tells of it, and
 * all of it again now and then. Only differences are written, and only own entries are removed.
 *
 * <p>Nothing ends it but its owner. While the Engine is away its containers stay registered: nobody
 * knows better. While the registry is away it is tried again and again.
 *
 * <p>{@link #run} is the loop, on a thread of its own that owns all the fields.
 */
public final class Registrator {
  /** The Engine's side waits while so much is to be done. */
  private static final int SIGNALS_MAX = 10_000;

  private static final Duration ENGINE_RETRY = Duration.ofSeconds(1);

  private final DockerClient docker;
  private final RegistratorSettings settings;
  private final RegistratorLog log;
  private final Clock clock;
  private final BlockingQueue<Signal> signals = new ArrayBlockingQueue<>(SIGNALS_MAX);
  private final Desired desired;
  private final Registry registry;
  private final Kept kept = new Kept();
  private Map<String, ContainerView> known = new LinkedHashMap<>();
  private boolean compareNow;
  private boolean isFollowing;
  private boolean isTroubled;
  private boolean isSynced;
  private long nextCompareNanos;
  private long nextRefreshNanos;

  /**
   * Prepares everything, asks nobody yet.
   *
   * @param node address of the registry's node, where an empty address means that
   */
  public Registrator(
      DockerClient docker,
      RegistryBackend backend,
      RegistratorSettings settings,
      Optional<String> node,
      TagTemplate templates,
      RegistratorLog log,
      Clock clock) {
    this.docker = docker;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
    this.desired = new Desired(new ServiceRules(settings.services(), node, templates), log);
    boolean removesUnknown = !settings.onSuccess() || settings.cleanup();
    // Where failed containers keep their services nobody knows after a restart which have failed.
    var own = new OwnIds(removesUnknown ? settings.idsFile() : Optional.empty(), log);
    this.registry =
        new Registry(backend, settings.services().host(), own, removesUnknown, log, clock);
  }

  /** Works until its thread is interrupted; what is registered stays. */
  public void run() throws InterruptedException {
    log.say("Listening for Docker events ...");
    var reader =
        Thread.ofVirtual().name("registrator-events").start(new EventReader(docker, signals));
    try (registry;
        var engine = new Engine(docker, settings.labels())) {
      nextCompareNanos = clock.nanoTime() + settings.compareEvery().toNanos();
      nextRefreshNanos = nextRefresh();
      while (true) {
        step(engine);
      }
    } finally {
      reader.interrupt();
    }
  }

  private void step(Engine engine) throws InterruptedException {
    var dirty = new LinkedHashSet<String>();
    takeSignals(dirty);
    try {
      if (compareNow || clock.nanoTime() >= nextCompareNanos) {
        compareAll(engine);
      } else if (!dirty.isEmpty()) {
        update(engine, dirty);
      } else if (registry.isDue()) {
        apply();
      }
      if (clock.nanoTime() >= nextRefreshNanos) {
        registry.refresh();
        nextRefreshNanos = nextRefresh();
      }
    } catch (IOException away) {
      engineFailed(String.valueOf(away.getMessage()));
      // Whoever is followed answers again soon; else the comparison waits for that.
      if (isFollowing) {
        nextCompareNanos = clock.nanoTime() + ENGINE_RETRY.toNanos();
      }
    }
  }

  /** Waits until there is something to do, and takes all that there is. */
  private void takeSignals(Set<String> dirty) throws InterruptedException {
    var taken = new ArrayList<Signal>();
    long waitNanos = compareNow ? 0 : nextWorkNanos() - clock.nanoTime();
    var first = Optional.ofNullable(signals.poll(Math.max(0, waitNanos), TimeUnit.NANOSECONDS));
    first.ifPresent(taken::add);
    signals.drainTo(taken);
    for (var signal : taken) {
      take(signal, dirty);
    }
  }

  private long nextWorkNanos() {
    long retry = registry.nextRetryNanos().orElse(nextCompareNanos);
    return Math.min(Math.min(nextCompareNanos, retry), nextRefreshNanos);
  }

  private long nextRefresh() {
    return settings
        .refreshEvery()
        .map(every -> clock.nanoTime() + every.toNanos())
        .orElse(Long.MAX_VALUE);
  }

  private void take(Signal signal, Set<String> dirty) {
    switch (signal) {
      case Signal.Following _ -> {
        isFollowing = true;
        compareNow = true;
      }
      case Signal.Lost(var reason) -> {
        isFollowing = false;
        engineFailed(reason);
      }
      case Signal.Happened(var event) -> {
        if (settings.onSuccess()) {
          kept.see(event, known);
        }
        if (changesServices(event.action())) {
          dirty.add(event.container());
        }
      }
    }
  }

  private static boolean changesServices(String action) {
    return switch (action) {
      case "start",
          "die",
          "destroy",
          "rename",
          "update",
          "health_status",
          "connect",
          "disconnect" ->
          true;
      default -> false;
    };
  }

  private void engineFailed(String reason) {
    if (!isTroubled) {
      log.warn("Docker event loop closed: " + reason + "; trying again");
    }
    isTroubled = true;
  }

  private void update(Engine engine, Set<String> dirty) throws IOException, InterruptedException {
    // What cannot be looked up now is looked up with everything else.
    var now = new LinkedHashMap<>(known);
    now.keySet().removeAll(dirty);
    now.putAll(engine.inspect(List.copyOf(dirty)));
    know(now);
    apply();
  }

  private void compareAll(Engine engine) throws IOException, InterruptedException {
    compareNow = false;
    nextCompareNanos = clock.nanoTime() + settings.compareEvery().toNanos();
    var now = engine.running();
    kept.giveUpUntold();
    know(now);
    if (isTroubled) {
      log.say("Docker is back");
      isTroubled = false;
    }
    if (!isSynced || settings.isTold()) {
      log.say("Syncing services on " + known.size() + " containers");
      isSynced = true;
    }
    if (settings.cleanup()) {
      kept.clear();
    }
    registry.forget();
    apply();
  }

  private void know(Map<String, ContainerView> now) {
    if (settings.onSuccess()) {
      var gone = new LinkedHashMap<>(known);
      gone.keySet().removeAll(now.keySet());
      kept.gone(gone.values());
    }
    known = now;
  }

  private void apply() throws InterruptedException {
    var all = new LinkedHashMap<>(kept.containers());
    all.putAll(known);
    registry.apply(desired.update(all));
  }
}

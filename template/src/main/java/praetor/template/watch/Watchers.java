package praetor.template.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import praetor.client.ConsulClient;

/** The watched dependencies, a virtual thread each. Owned by the runner. */
public final class Watchers implements AutoCloseable {

  /**
   * How to ask.
   *
   * @param maxStale how old an answer of a server other than the leader may be
   * @param blockWait how long the agent may hold a question
   */
  public record Setting(Duration maxStale, Duration blockWait, Retry retry) {}

  private final ConsulClient client;
  private final Setting setting;
  private final WatchLog log;
  private final Consumer<WatchEvent> events;
  private final Map<Dependency, Thread> running = new HashMap<>();

  /** The consumer is called on the watchers' threads. */
  public Watchers(ConsulClient client, Setting setting, WatchLog log, Consumer<WatchEvent> events) {
    this.client = client;
    this.setting = setting;
    this.log = log;
    this.events = events;
  }

  /** Watches these and no others. */
  public void watch(Set<Dependency> wanted) {
    for (var dependency : Set.copyOf(running.keySet())) {
      if (!wanted.contains(dependency)) {
        stop(dependency);
      }
    }
    for (var dependency : wanted) {
      running.computeIfAbsent(dependency, this::start);
    }
  }

  public boolean watches(Dependency dependency) {
    return running.containsKey(dependency);
  }

  private void stop(Dependency dependency) {
    var thread = running.remove(dependency);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private Thread start(Dependency dependency) {
    log.debug("(watcher) adding " + dependency.shown());
    Runnable view =
        switch (dependency) {
          case Dependency.Call call -> new CallView(call, client, setting, log, events);
          case Dependency.FileText file -> new FileView(file, events);
          case Dependency.Foreign foreign -> new ForeignView(foreign, setting, log, events);
        };
    return Thread.ofVirtual().name("watch " + dependency.shown()).start(view);
  }

  @Override
  public void close() {
    running.values().forEach(Thread::interrupt);
    running.clear();
  }
}

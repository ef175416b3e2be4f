package praetor.template.run;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import praetor.template.config.Settings;
import praetor.template.watch.Dependency;
import praetor.template.watch.KnownAnswers;
import praetor.template.watch.WatchEvent;
import praetor.template.watch.Watchers;

/**
 * Runs a program with keys as its environment, and anew when they change. Owned by the thread that
 * calls {@link #run}; signals may come from any thread.
 */
public final class EnvRunner {
  /** Something happened. */
  private sealed interface Event {
    record Watched(WatchEvent event) implements Event {}

    record Signalled(String name) implements Event {}

    record ChildEnded(int code) implements Event {}
  }

  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration REMINDER = Duration.ofSeconds(10);

  private final Settings settings;
  private final Runner.Tools tools;
  private final List<Dependency> prefixes;
  private final KnownAnswers answers = new KnownAnswers();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Watchers watchers;
  private final ExecProgram exec;
  private final Quiescence quiescence;
  private Map<String, String> variables = Map.of();
  private boolean changed;

  public EnvRunner(Settings settings, Runner.Tools tools) {
    this.settings = settings;
    this.tools = tools;
    prefixes =
        settings.prefixes().stream().map(each -> Dependency.pairsBelow(each.path())).toList();
    quiescence = new Quiescence(settings.quiescence());
    watchers =
        new Watchers(
            tools.client(),
            new Watchers.Setting(
                settings.maxStale(), settings.blockWait(), settings.consul().retry()),
            tools.log(),
            event -> events.add(new Event.Watched(event)));
    exec =
        new ExecProgram(
            settings.exec(),
            this::programs,
            tools.surroundings().random(),
            code -> events.add(new Event.ChildEnded(code)));
  }

  /** Passes on a signal that the process got. */
  public void signal(String name) {
    events.add(new Event.Signalled(name));
  }

  private Programs programs() {
    var added = new HashMap<>(tools.programVariables());
    added.putAll(variables);
    return new Programs(
        tools.surroundings().environment(),
        settings.environment().pristine() ? variables : added,
        tools.programOutput());
  }

  /** Runs until the program ends, or a signal says so. */
  public Outcome run() throws RunException, InterruptedException {
    if (!settings.exec().isPresent()) {
      throw new RunException("missing command: what follows the options is the program to run");
    }
    try (watchers;
        exec) {
      watchers.watch(new LinkedHashSet<>(prefixes));
      while (true) {
        turn();
        var outcome = await();
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    }
  }

  private Instant now() {
    return tools.surroundings().clock().instant();
  }

  private void turn() throws RunException, InterruptedException {
    if (!prefixes.stream().allMatch(each -> answers.of(each).isPresent())) {
      return;
    }
    if (!exec.isRunning()) {
      variables = current();
      exec.start();
      changed = false;
    } else if (changed && !settings.once() && quiescence.isDue(now())) {
      changed = false;
      quiescence.done();
      var next = current();
      if (!next.equals(variables)) {
        variables = next;
        exec.changed();
      }
    }
  }

  private Map<String, String> current() {
    var all = prefixes.stream().map(each -> answers.of(each).orElseThrow()).toList();
    return Variables.of(settings.prefixes(), all, settings.environment());
  }

  private Optional<Outcome> await() throws RunException, InterruptedException {
    var most = exec.isRunning() ? IDLE : REMINDER;
    var next = changed ? quiescence.remaining(now()).orElse(Duration.ZERO) : most;
    var event = Optional.ofNullable(events.poll(Math.max(0, next.toNanos()), TimeUnit.NANOSECONDS));
    if (event.isEmpty() && !exec.isRunning()) {
      var missing =
          prefixes.stream().filter(each -> answers.of(each).isEmpty()).map(Dependency::shown);
      tools.log().warn("(runner) still waiting for " + String.join(", ", missing.toList()));
    }
    while (event.isPresent()) {
      var outcome = see(event.get());
      if (outcome.isPresent()) {
        return outcome;
      }
      event = Optional.ofNullable(events.poll());
    }
    return Optional.empty();
  }

  private Optional<Outcome> see(Event event) throws RunException, InterruptedException {
    return switch (event) {
      case Event.Watched(WatchEvent.Answered(var dependency, var value)) -> {
        if (answers.learn(dependency, value)) {
          changed = true;
          quiescence.changed(now());
        }
        yield Optional.empty();
      }
      case Event.Watched(WatchEvent.GaveUp gaveUp) -> throw new RunException(gaveUp.why());
      case Event.Signalled(String name) -> signalled(name);
      case Event.ChildEnded(int code) -> Optional.of(new Outcome.ChildEnded(code));
    };
  }

  private Optional<Outcome> signalled(String name) throws InterruptedException {
    if (name.equals(settings.reloadSignal())) {
      exec.stop();
      return Optional.of(new Outcome.Reload());
    }
    if (name.equals("INT") || name.equals("TERM") || name.equals(settings.killSignal())) {
      exec.stop();
      return Optional.of(new Outcome.Killed());
    }
    exec.signal(name);
    return Optional.empty();
  }
}

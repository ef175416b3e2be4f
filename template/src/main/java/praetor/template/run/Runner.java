package praetor.template.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import praetor.client.ConsulClient;
import praetor.model.codec.GoStrings;
import praetor.template.config.Settings;
import praetor.template.config.TemplateSettings;
import praetor.template.func.Surroundings;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.watch.Dependency;
import praetor.template.watch.KnownAnswers;
import praetor.template.watch.WatchEvent;
import praetor.template.watch.Watchers;

/**
 * Renders templates whenever what they ask for has changed. Owned by the thread that calls {@link
 * #run}; signals may come from any thread.
 *
 * <p>A turn: run the templates with what is known, watch what they ask for, write those that lack
 * nothing and whose quiet time is over, start the commands of the files that changed; then wait for
 * the next event.
 */
public final class Runner {
  /** How often a run that has to end says what it waits for. */
  private static final Duration REMINDER = Duration.ofSeconds(10);

  /** Something happened. */
  private sealed interface Event {
    record Watched(WatchEvent event) implements Event {}

    record Signalled(String name) implements Event {}

    record ChildEnded(int code) implements Event {}
  }

  /** What the runner works with. */
  public record Tools(
      ConsulClient client,
      Surroundings surroundings,
      Map<String, String> programVariables,
      Optional<java.io.OutputStream> programOutput,
      Log log) {}

  private final Settings settings;
  private final Tools tools;
  private final Log log;
  private final Programs programs;
  private final KnownAnswers answers = new KnownAnswers();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final List<Job> jobs = new ArrayList<>();
  private final Watchers watchers;
  private final ExecProgram exec;

  /** Whether every template could be read. */
  private boolean complete = true;

  private Instant nextReminder = Instant.MAX;

  public Runner(Settings settings, Tools tools) {
    this.settings = settings;
    this.tools = tools;
    this.log = tools.log();
    programs =
        new Programs(
            tools.surroundings().environment(), tools.programVariables(), tools.programOutput());
    watchers =
        new Watchers(
            tools.client(),
            new Watchers.Setting(
                settings.maxStale(), settings.blockWait(), settings.consul().retry()),
            log,
            event -> events.add(new Event.Watched(event)));
    exec =
        new ExecProgram(
            settings.exec(),
            () -> programs,
            tools.surroundings().random(),
            code -> events.add(new Event.ChildEnded(code)));
  }

  /** Passes on a signal that the process got. */
  public void signal(String name) {
    events.add(new Event.Signalled(name));
  }

  /** Runs until there is nothing left to do, or a signal says so. */
  public Outcome run() throws RunException, InterruptedException {
    try (watchers;
        exec) {
      load();
      if (settings.parseOnly()) {
        return new Outcome.Done();
      }
      nextReminder = now().plus(REMINDER);
      while (true) {
        turn();
        if (settings.once() && allRendered() && !exec.isRunning()) {
          log.info("(runner) once mode and all templates rendered");
          return new Outcome.Done();
        }
        var outcome = await();
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    }
  }

  private void load() throws RunException {
    for (var each : settings.templates()) {
      try {
        load(each);
      } catch (RunException unusable) {
        if (each.errorFatal().orElse(settings.errorFatal())) {
          throw unusable;
        }
        log.error("(runner) " + unusable.getMessage());
        complete = false;
      }
    }
  }

  private void load(TemplateSettings each) throws RunException {
    var wait = each.quiescence().orElse(settings.quiescence());
    var template = LoadedTemplate.load(each, settings, tools.surroundings());
    var destination = new Destination(tools.surroundings().folder(), each);
    jobs.add(
        new Job(
            template,
            destination,
            new Quiescence(settings.once() ? praetor.template.config.Wait.NONE : wait)));
  }

  private Instant now() {
    return tools.surroundings().clock().instant();
  }

  private boolean allRendered() {
    return complete && jobs.stream().allMatch(Job::isRendered);
  }

  private void turn() throws RunException, InterruptedException {
    passes();
    var ready = jobs.stream().filter(job -> job.isReady(now())).toList();
    boolean whole = complete && jobs.stream().allMatch(Job::isWhole);
    if (settings.allOrNothing() && !whole) {
      return;
    }
    var written = write(ready);
    if (!settings.dry()) {
      commands(written);
    }
    exec(!written.isEmpty());
  }

  /** Runs the templates that lack nothing that was asked for, and watches what they use. */
  private void passes() throws RunException {
    for (var job : jobs) {
      if (job.wantsPass(answers)) {
        pass(job);
      }
    }
    var used = new LinkedHashSet<Dependency>();
    jobs.forEach(job -> used.addAll(job.used()));
    watchers.watch(used);
    answers.retain(used);
  }

  private void pass(Job job) throws RunException {
    try {
      job.take(job.template().run(answers), answers, now());
      job.shortage(answers).ifPresent(log::warn);
    } catch (RunException failed) {
      if (isFatal(job)) {
        throw failed;
      }
      log.error("(runner) " + failed.getMessage());
      job.failed();
    }
  }

  private boolean isFatal(Job job) {
    return job.settings().errorFatal().orElse(settings.errorFatal());
  }

  /** Writes what differs; returns those jobs. */
  private List<Job> write(List<Job> ready) throws RunException {
    var written = new ArrayList<Job>();
    for (var job : ready) {
      var content = GoText.bytes(job.text());
      try {
        if (settings.dry()) {
          dry(job, content);
        } else if (!job.destination().holds(content)) {
          job.keep(job.destination().content());
          job.destination().write(content);
          log.info("(runner) rendered " + job.template().shown());
          written.add(job);
        }
        job.rendered();
      } catch (IOException unable) {
        undo(settings.allOrNothing() ? written : List.of());
        throw new RunException(
            "error rendering "
                + job.template().shown()
                + ": failed writing file: "
                + unable.getMessage());
      }
    }
    return written;
  }

  private void dry(Job job, byte[] content) throws IOException {
    if (!job.destination().holds(content)) {
      tools
          .surroundings()
          .printer()
          .accept("> " + job.settings().destination() + "\n" + job.text());
    }
  }

  private void undo(List<Job> written) {
    for (var job : written.reversed()) {
      try {
        job.destination().restore(job.before());
        log.warn("(runner) " + job.template().shown() + " is what it was before");
      } catch (IOException unable) {
        log.error(
            "(runner) " + job.template().shown() + " cannot be undone: " + unable.getMessage());
      }
    }
  }

  private void commands(List<Job> written) throws RunException, InterruptedException {
    var faults = new ArrayList<String>();
    for (var job : written) {
      var command = job.settings().exec();
      if (!command.isPresent()) {
        continue;
      }
      log.info(
          "(runner) executing command "
              + shown(command.command())
              + " from "
              + job.template().shown());
      var fault = programs.run(command);
      if (fault.isPresent()) {
        var line =
            "failed to execute command %s from %s: %s"
                .formatted(shown(command.command()), job.template().shown(), fault.get());
        if (job.settings().rollback()) {
          log.error("(runner) " + line);
          undo(settings.allOrNothing() ? written : List.of(job));
          again(command, job);
        } else if (isFatal(job)) {
          faults.add(line);
        } else {
          log.error("(runner) " + line);
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new RunException(
          "%d error%s occurred:\n\t* %s"
              .formatted(
                  faults.size(), faults.size() == 1 ? "" : "s", String.join("\n\t* ", faults)));
    }
  }

  /** The program behind the file has to take back what it may have taken. */
  private void again(praetor.template.config.ExecSettings command, Job job)
      throws InterruptedException {
    programs
        .run(command)
        .ifPresent(
            fault ->
                log.error(
                    "(runner) the command of "
                        + job.template().shown()
                        + " fails with the earlier file, too: "
                        + fault));
  }

  /** {@code "[\"nginx -s reload\"]"}. */
  private static String shown(List<String> command) {
    var words = command.stream().map(GoStrings::quoted).collect(Collectors.joining(" "));
    return GoStrings.quoted("[" + words + "]");
  }

  private void exec(boolean changed) throws RunException, InterruptedException {
    if (!settings.exec().isPresent() || !allRendered()) {
      return;
    }
    if (!exec.isRunning()) {
      exec.start();
    } else if (changed) {
      exec.changed();
    }
  }

  /** Waits for an event or a time, and sees to all events that are there. */
  private Optional<Outcome> await() throws RunException, InterruptedException {
    long nanos = Math.max(0, untilNext().toNanos());
    var event = Optional.ofNullable(events.poll(nanos, TimeUnit.NANOSECONDS));
    while (event.isPresent()) {
      var outcome = see(event.get());
      if (outcome.isPresent()) {
        return outcome;
      }
      event = Optional.ofNullable(events.poll());
    }
    remind();
    return Optional.empty();
  }

  private Duration untilNext() {
    var next = Duration.ofHours(1);
    if (settings.once()) {
      next = shorter(next, Duration.between(now(), nextReminder));
    }
    for (var job : jobs) {
      next = job.remaining(now()).map(least(next)).orElse(next);
    }
    return next;
  }

  private static java.util.function.Function<Duration, Duration> least(Duration other) {
    return each -> shorter(each, other);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void remind() {
    if (settings.once() && !now().isBefore(nextReminder)) {
      nextReminder = now().plus(REMINDER);
      var missing = new LinkedHashSet<String>();
      jobs.forEach(job -> job.missing().forEach(each -> missing.add(each.shown())));
      if (!complete) {
        missing.add("templates that cannot be read");
      }
      if (!missing.isEmpty()) {
        log.warn("(runner) still waiting for " + String.join(", ", missing));
      }
    }
  }

  private Optional<Outcome> see(Event event) throws RunException, InterruptedException {
    return switch (event) {
      case Event.Watched(WatchEvent.Answered answered) -> {
        if (watchers.watches(answered.dependency())
            && answers.learn(answered.dependency(), answered.value())) {
          jobs.forEach(job -> job.changed(answered.dependency()));
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
    if (name.equals(settings.killSignal()) || name.equals("TERM") && !exec.isRunning()) {
      exec.stop();
      return Optional.of(new Outcome.Killed());
    }
    exec.signal(name);
    return Optional.empty();
  }

  /** A template and where it stands. */
  private static final class Job {
    private final LoadedTemplate template;
    private final Destination destination;
    private final Quiescence quiescence;
    private Optional<Pass> pass = Optional.empty();
    private Optional<byte[]> before = Optional.empty();
    private boolean stale = true;
    private boolean rendered;
    private boolean pending;
    private boolean enough = true;

    private Job(LoadedTemplate template, Destination destination, Quiescence quiescence) {
      this.template = template;
      this.destination = destination;
      this.quiescence = quiescence;
    }

    LoadedTemplate template() {
      return template;
    }

    Destination destination() {
      return destination;
    }

    TemplateSettings settings() {
      return template.settings();
    }

    boolean isRendered() {
      return rendered;
    }

    boolean isWhole() {
      return pass.filter(Pass::isWhole).isPresent() && enough;
    }

    String text() {
      return pass.map(Pass::text).orElse("");
    }

    Set<Dependency> used() {
      return pass.map(Pass::used).orElse(Set.of());
    }

    Set<Dependency> missing() {
      return pass.map(Pass::missing).orElse(Set.of());
    }

    void changed(Dependency dependency) {
      stale |= used().contains(dependency);
    }

    /** Whether a run would come to something else than the last one. */
    boolean wantsPass(KnownAnswers answers) {
      return stale && missing().stream().allMatch(each -> answers.of(each).isPresent());
    }

    void take(Pass next, KnownAnswers answers, Instant now) {
      pass = Optional.of(next);
      stale = false;
      enough = next.used().stream().allMatch(each -> isEnough(each, answers));
      if (isWhole()) {
        pending = true;
        if (rendered) {
          quiescence.changed(now);
        }
      }
    }

    void failed() {
      stale = false;
    }

    private boolean isEnough(Dependency dependency, KnownAnswers answers) {
      return !(dependency instanceof Dependency.Instances)
          || !(answers.of(dependency).orElse(praetor.template.lang.Values.NIL)
              instanceof ListValue list)
          || list.elements().size() >= settings().minInstances();
    }

    /** What the guard of instances says. */
    Optional<String> shortage(KnownAnswers answers) {
      if (enough) {
        return Optional.empty();
      }
      var few =
          used().stream()
              .filter(each -> !isEnough(each, answers))
              .map(Dependency::shown)
              .sorted()
              .toList();
      return Optional.of(
          "(runner) %s stays as it is: fewer than min_instances = %d of %s"
              .formatted(template.shown(), settings().minInstances(), String.join(", ", few)));
    }

    boolean isReady(Instant now) {
      return pending && isWhole() && (!rendered || quiescence.isDue(now));
    }

    Optional<Duration> remaining(Instant now) {
      return pending && rendered ? quiescence.remaining(now) : Optional.empty();
    }

    void rendered() {
      rendered = true;
      pending = false;
      quiescence.done();
    }

    void keep(Optional<byte[]> content) {
      before = content;
    }

    Optional<byte[]> before() {
      return before;
    }
  }
}

package praetor.template.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import praetor.process.Child;
import praetor.template.config.ExecSettings;

/** The program of exec mode: started when all is there, told or started anew on changes. */
final class ExecProgram implements AutoCloseable {
  private final ExecSettings settings;
  private final Supplier<Programs> programs;
  private final RandomGenerator random;
  private final Consumer<Integer> ended;
  private Optional<Child> child = Optional.empty();

  /**
   * A program that does not run yet.
   *
   * @param programs with the variables of the moment
   * @param ended hears of its end, unless it was ended here; on a thread of its own
   */
  ExecProgram(
      ExecSettings settings,
      Supplier<Programs> programs,
      RandomGenerator random,
      Consumer<Integer> ended) {
    this.settings = settings;
    this.programs = programs;
    this.random = random;
    this.ended = ended;
  }

  boolean isRunning() {
    return child.isPresent();
  }

  void start() throws RunException {
    try {
      var started = programs.get().start(settings);
      child = Optional.of(started);
      Thread.ofVirtual().name("exec end").start(() -> await(started));
    } catch (IOException unable) {
      throw new RunException("child: " + unable.getMessage());
    }
  }

  private void await(Child started) {
    try {
      started.await();
      if (isCurrent(started)) {
        ended.accept(started.exitCode());
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isCurrent(Child one) {
    return child.equals(Optional.of(one));
  }

  private synchronized Optional<Child> takeAway() {
    var taken = child;
    child = Optional.empty();
    return taken;
  }

  /** Files have changed. */
  void changed() throws RunException, InterruptedException {
    if (settings.reloadSignal().isPresent()) {
      signal(settings.reloadSignal().get());
      return;
    }
    splay();
    stop();
    start();
  }

  private void splay() throws InterruptedException {
    if (settings.splay().isPositive()) {
      Thread.sleep(Duration.ofNanos(random.nextLong(settings.splay().toNanos() + 1)));
    }
  }

  void signal(String name) {
    child.ifPresent(running -> running.signalAll(name));
  }

  /** Ends it: asked first, killed when it takes too long. */
  void stop() throws InterruptedException {
    var running = takeAway();
    if (running.isEmpty()) {
      return;
    }
    try (var ending = running.get()) {
      ending.signalAll(settings.killSignal());
      if (!ending.await(settings.killTimeout())) {
        ending.kill();
      }
    }
  }

  @Override
  public void close() {
    takeAway().ifPresent(Child::close);
  }
}

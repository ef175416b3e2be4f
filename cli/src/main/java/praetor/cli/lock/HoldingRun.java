package praetor.cli.lock;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import praetor.cli.command.CommandChild;
import praetor.cli.command.CommandException;
import praetor.cli.command.Terminal;
import praetor.client.lock.DistributedLock;
import praetor.process.Child;
import praetor.process.SignalCatcher;

/**
 * One run of a program under a lock. What happens meanwhile (the lock is held, lost, the program
 * ends, a signal comes) is taken one after another by the command's thread.
 */
final class HoldingRun {
  private static final int CHILD_FAILED = 2;

  /** How long a program may take to end when it is told to. Source: Consul 1.21.4. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How long what the program started may take after it. */
  private static final Duration REMAINING_GRACE = Duration.ofMillis(500);

  /**
   * How to run it.
   *
   * @param line program and arguments
   * @param failWithChild whether the program's failure is the command's
   */
  record Options(List<String> line, boolean passStdin, boolean failWithChild, boolean verbose) {
    Options {
      line = List.copyOf(line);
    }
  }

  /** What happens. */
  private sealed interface Happening {
    /** The wait for the lock is over. */
    record Acquired(Optional<CompletableFuture<Void>> lost) implements Happening {}

    record NotAcquired(String why) implements Happening {}

    record Lost() implements Happening {}

    record ChildEnded() implements Happening {}

    record Signal(String name) implements Happening {}
  }

  private final DistributedLock lock;
  private final Options options;
  private final Terminal terminal;
  private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();

  HoldingRun(DistributedLock lock, Options options, Terminal terminal) {
    this.lock = lock;
    this.options = options;
    this.terminal = terminal;
  }

  int run() throws CommandException, InterruptedException {
    if (terminal.ofProcess()) {
      SignalCatcher.on("INT", () -> happenings.add(new Happening.Signal("INT")));
      SignalCatcher.on("TERM", () -> happenings.add(new Happening.Signal("TERM")));
    }
    tell("Attempting lock acquisition");
    var acquiring = Thread.ofVirtual().name("lock acquisition").start(this::acquire);
    var first = happenings.take();
    return switch (first) {
      case Happening.Acquired(var lost) when lost.isPresent() -> hold(lost.get());
      case Happening.Acquired _ ->
          throw new CommandException("Shutdown triggered or timeout during lock acquisition");
      case Happening.NotAcquired(String why) ->
          throw new CommandException("Lock acquisition failed: " + why);
      case Happening.Signal _ -> giveUp(acquiring);
      case Happening.Lost _, Happening.ChildEnded _ ->
          throw new IllegalStateException("before the lock is held: " + first);
    };
  }

  private void acquire() {
    try {
      happenings.add(new Happening.Acquired(lock.acquire()));
    } catch (IOException failure) {
      happenings.add(new Happening.NotAcquired(String.valueOf(failure.getMessage())));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Source: the command exits with 0 when a signal ends its wait. */
  private int giveUp(Thread acquiring) throws CommandException, InterruptedException {
    terminal.err().print("Shutdown triggered during lock acquisition\n");
    acquiring.interrupt();
    acquiring.join(REMAINING_GRACE);
    cleanUp();
    return 0;
  }

  private int hold(CompletableFuture<Void> lost) throws CommandException, InterruptedException {
    lost.thenRun(() -> happenings.add(new Happening.Lost()));
    if (lost.isDone()) {
      return releaseAfter(0, "Lock lost");
    }
    tell("Starting handler");
    try (var child =
        CommandChild.start(
            options.line(),
            Map.of("CONSUL_LOCK_HELD", "true"),
            options.passStdin() ? new Child.Input.Inherited() : new Child.Input.Nothing(),
            terminal)) {
      Thread.ofVirtual().name("child end").start(() -> awaitEnd(child));
      return watch(child);
    } catch (IOException unable) {
      terminal.err().print("Error starting handler: " + unable.getMessage() + "\n");
      return releaseAfter(options.failWithChild() ? CHILD_FAILED : 0, "");
    }
  }

  private void awaitEnd(Child child) {
    try {
      child.await();
      happenings.add(new Happening.ChildEnded());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private int watch(Child child) throws CommandException, InterruptedException {
    return switch (happenings.take()) {
      case Happening.ChildEnded _ -> {
        boolean failed = reportFailure(child);
        yield releaseAfter(
            failed && options.failWithChild() ? CHILD_FAILED : 0,
            "Child terminated, releasing lock");
      }
      case Happening.Signal(String name) -> {
        tell("Shutdown triggered, killing child");
        end(child, name);
        yield releaseAfter(0, "");
      }
      case Happening.Lost _, Happening.Acquired _, Happening.NotAcquired _ -> {
        tell("Lock lost, killing child");
        end(child, "TERM");
        yield releaseAfter(0, "");
      }
    };
  }

  private boolean reportFailure(Child child) {
    var failure = child.failure();
    failure.ifPresent(why -> terminal.err().print("Error running handler: " + why + "\n"));
    return failure.isPresent();
  }

  private void end(Child child, String signal) throws InterruptedException {
    tell("Terminating child pid " + child.pid());
    child.signal(signal);
    boolean ended = child.await(GRACE);
    if (!ended) {
      tell("Child did not exit after grace period of " + GRACE.toSeconds() + "s");
      tell("Killing child pid " + child.pid());
    }
    endRemaining(child);
    child.kill();
    child.await();
    reportFailure(child);
    if (ended) {
      tell("Child terminated");
    }
  }

  /** What the program started has to go with it, politely at first. */
  private static void endRemaining(Child child) throws InterruptedException {
    var remaining = child.remaining();
    remaining.forEach(ProcessHandle::destroy);
    long end = System.nanoTime() + REMAINING_GRACE.toNanos();
    while (remaining.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  private int releaseAfter(int code, String told) throws CommandException {
    if (!told.isEmpty()) {
      tell(told);
    }
    try {
      lock.release();
    } catch (IOException failure) {
      throw new CommandException("Lock release failed: " + failure.getMessage());
    }
    cleanUp();
    return code;
  }

  private void cleanUp() throws CommandException {
    try {
      tell(lock.cleanUp() ? "Cleanup succeeded" : "Cleanup aborted, lock in use");
    } catch (IOException failure) {
      throw new CommandException("Lock cleanup failed: " + failure.getMessage());
    }
  }

  private void tell(String line) {
    if (options.verbose()) {
      terminal.out().print(line + "\n");
      terminal.flush();
    }
  }
}

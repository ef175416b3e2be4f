package praetor.cli.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import praetor.cli.command.CommandChild;
import praetor.cli.command.Terminal;
import praetor.client.watch.HandlerInput;
import praetor.client.watch.Watch;
import praetor.client.watch.WatchLoop;
import praetor.model.codec.JsonValue;
import praetor.process.Child;
import praetor.process.SignalCatcher;

/**
 * Runs a program with each result, and has enough when it fails. A signal that ends the command
 * ends the program, too.
 */
final class RunProgram implements WatchLoop.Handler, AutoCloseable {
  /** How long a program may take to end after a signal. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Watch watch;
  private final List<String> line;
  private final Terminal terminal;
  private final AtomicReference<@Nullable Child> running = new AtomicReference<>();
  private volatile String failure = "";

  RunProgram(Watch watch, List<String> line, Terminal terminal) {
    this.watch = watch;
    this.line = line;
    this.terminal = terminal;
    if (terminal.ofProcess()) {
      SignalCatcher.on("INT", () -> end("INT"));
      SignalCatcher.on("TERM", () -> end("TERM"));
    }
  }

  /** Why the program failed. */
  String failure() {
    return failure;
  }

  @Override
  public boolean changed(String index, JsonValue value) throws InterruptedException {
    var input = new Child.Input.Given(HandlerInput.of(value));
    try (var child = CommandChild.start(line, Map.of("CONSUL_INDEX", index), input, terminal)) {
      running.set(child);
      var why = child.await();
      running.set(null);
      failure = why.map(text -> "Error executing handler: " + text).orElse("");
      return why.isEmpty();
    } catch (IOException unable) {
      failure = "Error starting handler: " + unable.getMessage();
      return false;
    }
  }

  @Override
  public void failed(IOException unread, Duration retry) {
    terminal.err().print(FailureLine.of(watch, unread, retry));
    terminal.flush();
  }

  /** Source: the command exits with 0 after a signal. */
  private void end(String signal) {
    var child = running.get();
    if (child != null) {
      child.signal(signal);
      try {
        child.await(GRACE);
      } catch (InterruptedException cut) {
        Thread.currentThread().interrupt();
      }
      child.kill();
    }
    terminal.flush();
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void close() {
    var child = running.getAndSet(null);
    if (child != null) {
      child.close();
    }
  }
}

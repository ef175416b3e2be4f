package praetor.testkit.vectors.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import praetor.testkit.agent.ChildProcess;

/**
 * Runs one command to its end, or to the time when it is told to stop.
 *
 * <p>What children of the command print after it has ended is lost: the JDK closes its pipes then.
 * So a command that is a script should {@code exec} the program.
 */
final class CommandRun {
  private static final Duration AFTER_INTERRUPT_MAX = Duration.ofSeconds(10);
  private static final Duration AFTER_KILL_MAX = Duration.ofSeconds(10);

  private final List<String> line;
  private final Path folder;
  private final Map<String, String> environment;
  private final byte[] stdin;

  /**
   * A command that has not started yet.
   *
   * @param environment all of it: nothing is inherited
   */
  CommandRun(List<String> line, Path folder, Map<String, String> environment, String stdin) {
    this.line = List.copyOf(line);
    this.folder = folder;
    this.environment = Map.copyOf(environment);
    this.stdin = stdin.getBytes(StandardCharsets.UTF_8);
  }

  /** Runs it; after that time it gets SIGINT, and SIGKILL when it does not end then. */
  CommandResult run(Duration stopAfter) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    var child = ChildProcess.start(builder);
    try {
      var stdout = reading(child.process().getInputStream());
      var stderr = reading(child.process().getErrorStream());
      var ended = CompletableFuture.allOf(stdout, stderr, child.process().onExit());
      writing(child.process());
      stop(child, ended, stopAfter);
      return CommandResult.of(child.process().exitValue(), stdout.join(), stderr.join());
    } finally {
      child.close();
    }
  }

  private void stop(ChildProcess child, CompletableFuture<Void> ended, Duration stopAfter)
      throws IOException, InterruptedException {
    if (isDone(ended, stopAfter)) {
      return;
    }
    child.interrupt();
    if (isDone(ended, AFTER_INTERRUPT_MAX)) {
      return;
    }
    child.kill9();
    if (!isDone(ended, AFTER_KILL_MAX)) {
      throw new IOException("a child of " + line + " keeps its output open");
    }
  }

  private static boolean isDone(CompletableFuture<Void> ended, Duration atMost)
      throws IOException, InterruptedException {
    try {
      ended.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      // The question was whether it ends in time.
      return false;
    } catch (ExecutionException e) {
      throw new IOException("the output of a command cannot be read", e.getCause());
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream in) {
    var read = new CompletableFuture<byte[]>();
    Thread.ofVirtual()
        .name("output of a command")
        .start(
            () -> {
              try (in) {
                read.complete(in.readAllBytes());
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            });
    return read;
  }

  /**
   * Feeds the input on its own thread: a command may print a lot before it reads, or never read.
   */
  private void writing(Process process) {
    Thread.ofVirtual()
        .name("input of a command")
        .start(
            () -> {
              try (var out = process.getOutputStream()) {
                out.write(stdin);
              } catch (IOException unread) {
                // A command that ends without reading its input is no failure of the replay.
              }
            });
  }
}

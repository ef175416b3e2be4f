package praetor.testkit.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process that a test started, and the signals a test may send to it.
 *
 * <p>Each signal goes to the one process id. What still runs when the JVM ends is killed then. Safe
 * for any thread.
 */
public final class ChildProcess {
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final Process process;

  private ChildProcess(Process process) {
    this.process = process;
  }

  public static ChildProcess start(ProcessBuilder builder) throws IOException {
    var process = builder.start();
    RUNNING.add(process);
    var _ = process.onExit().thenRun(() -> RUNNING.remove(process));
    return new ChildProcess(process);
  }

  /** The streams of the process, and the rest of what the JDK knows about it. */
  public Process process() {
    return process;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends SIGINT, what Ctrl-C at a terminal does. */
  public void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /**
   * Sends a signal.
   *
   * @param name without SIG: {@code STOP}
   */
  void signal(String name) throws IOException, InterruptedException {
    // The JDK sends only TERM and KILL; kill is part of every POSIX shell.
    new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Sends SIGKILL, which no program can delay. */
  public void kill9() {
    process.destroyForcibly();
  }

  /** Whether the process ended within the time. */
  public boolean awaitExit(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Kills the process and waits until it is gone. */
  public void close() {
    kill9();
    process.onExit().join();
  }
}

package praetor.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import praetor.model.Bytes;

/**
 * A program that was started. Whoever starts one ends it: {@link #close} leaves nothing of it and
 * of what it started. Safe for any thread.
 */
public final class Child implements AutoCloseable {
  private static final File NOTHING = new File("/dev/null");

  /** How long the last output of a program that ended is waited for. */
  private static final long DRAIN_MAX_MS = 2_000;

  /**
   * What a program gets and where its output goes.
   *
   * @param environment added to this process's own
   * @param input for its standard input; empty for nothing
   * @param output takes standard output; empty for this process's own streams
   * @param errors takes standard error; empty for where the output goes
   */
  public record Setting(
      Map<String, String> environment,
      Input input,
      Optional<OutputStream> output,
      Optional<OutputStream> errors) {
    public Setting {
      environment = Map.copyOf(environment);
    }

    /** Output and errors go together. */
    public Setting(Map<String, String> environment, Input input, Optional<OutputStream> output) {
      this(environment, input, output, Optional.empty());
    }
  }

  /** What a program reads. */
  public sealed interface Input {
    record Nothing() implements Input {}

    /** What this process reads. */
    record Inherited() implements Input {}

    record Given(Bytes bytes) implements Input {}
  }

  private final Process process;
  private final List<Thread> readers;
  // All that it ever had below it: who loses his parent is found no more. Guarded by itself.
  private final Set<ProcessHandle> descendants = new LinkedHashSet<>();

  private Child(Process process, List<Thread> readers) {
    this.process = process;
    this.readers = List.copyOf(readers);
  }

  /**
   * Starts a program.
   *
   * @param environment where programs and shells are looked for
   * @throws IOException why not, in the words of Go
   */
  public static Child start(List<String> line, Map<String, String> environment, Setting setting)
      throws IOException {
    var builder = new ProcessBuilder(ProgramLine.resolved(line, environment));
    builder.environment().putAll(setting.environment());
    return start(builder, setting);
  }

  /**
   * Starts a program whose variables are those of the setting, without any of this process.
   *
   * @param environment where programs and shells are looked for
   * @throws IOException why not, in the words of Go
   */
  public static Child startAlone(
      List<String> line, Map<String, String> environment, Setting setting) throws IOException {
    var builder = new ProcessBuilder(ProgramLine.resolved(line, environment));
    builder.environment().clear();
    builder.environment().putAll(setting.environment());
    return start(builder, setting);
  }

  private static Child start(ProcessBuilder builder, Setting setting) throws IOException {
    if (setting.output().isPresent()) {
      builder.redirectErrorStream(setting.errors().isEmpty());
    } else {
      builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    switch (setting.input()) {
      case Input.Nothing() -> builder.redirectInput(NOTHING);
      case Input.Inherited() -> builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
      case Input.Given _ -> builder.redirectInput(ProcessBuilder.Redirect.PIPE);
    }
    var process = builder.start();
    if (setting.input() instanceof Input.Given(Bytes bytes)) {
      Thread.ofVirtual().name("child input").start(() -> feed(process, bytes));
    }
    var readers = new ArrayList<Thread>();
    setting.output().ifPresent(out -> readers.add(reader(process.getInputStream(), out)));
    setting.errors().ifPresent(out -> readers.add(reader(process.getErrorStream(), out)));
    return new Child(process, readers);
  }

  private static Thread reader(InputStream from, OutputStream to) {
    return Thread.ofVirtual().name("child output").start(() -> drain(from, to));
  }

  private static void feed(Process process, Bytes bytes) {
    try (var in = process.getOutputStream()) {
      in.write(bytes.array());
    } catch (IOException _) {
      // A program need not read what it gets.
    }
  }

  private static void drain(InputStream from, OutputStream out) {
    var buffer = new byte[8_192];
    try (var in = from) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException _) {
      // The program was killed: what it printed until then is kept.
    } catch (UncheckedIOException _) {
      // Nobody takes its output any more.
    }
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Waits for the end of the program.
   *
   * @return why it failed; empty when it did not
   */
  public Optional<String> await() throws InterruptedException {
    process.waitFor();
    finishOutput();
    return ExitText.of(process.exitValue());
  }

  /** Waits for the end of the program; tells whether it came in time. */
  public boolean await(Duration maxWait) throws InterruptedException {
    boolean ended = process.waitFor(maxWait.toNanos(), TimeUnit.NANOSECONDS);
    if (ended) {
      finishOutput();
    }
    return ended;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Why the program failed; empty when it did not, or has not ended. */
  public Optional<String> failure() {
    return process.isAlive() ? Optional.empty() : ExitText.of(process.exitValue());
  }

  /** The exit code of a program that ended; that of a shell for one that a signal ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** A child of the program may hold its output open, for ever. */
  private void finishOutput() throws InterruptedException {
    for (var reader : readers) {
      reader.join(DRAIN_MAX_MS);
    }
  }

  /**
   * Sends the program a signal.
   *
   * @param name {@code INT}, {@code TERM}
   */
  public void signal(String name) {
    remember();
    if (name.equals("TERM")) {
      process.destroy();
      return;
    }
    try {
      // Java itself sends no other signals.
      new ProcessBuilder("/bin/sh", "-c", "kill -s \"$0\" \"$1\"", name, String.valueOf(pid()))
          .redirectError(NOTHING)
          .start()
          .waitFor();
    } catch (IOException unable) {
      process.destroy();
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends the program and all that it started a signal, as a terminal does to the group in front.
   *
   * @param name {@code INT}, {@code TERM}
   */
  public void signalAll(String name) {
    remember();
    var line = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" \"$@\"", name));
    line.add(String.valueOf(pid()));
    remaining().forEach(below -> line.add(String.valueOf(below.pid())));
    try {
      new ProcessBuilder(line).redirectError(NOTHING).start().waitFor();
    } catch (IOException unable) {
      process.destroy();
    } catch (InterruptedException cut) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the program and all that it started. */
  public void kill() {
    remember();
    process.destroyForcibly();
    remaining().forEach(ProcessHandle::destroyForcibly);
  }

  /** What the program started and that still runs. */
  public List<ProcessHandle> remaining() {
    synchronized (descendants) {
      return descendants.stream().filter(ProcessHandle::isAlive).toList();
    }
  }

  /** Takes note of what the program has started: later it may be nobody's child. */
  private void remember() {
    var known = new ArrayList<ProcessHandle>();
    process.descendants().forEach(known::add);
    synchronized (descendants) {
      descendants.addAll(known);
    }
  }

  @Override
  public void close() {
    kill();
  }
}

package praetor.cli.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command sees of the outside world besides the agent. Text is UTF-8 whatever the locale.
 *
 * @param environment environment variables
 * @param ofProcess whether the streams are those of this process: programs inherit them, and
 *     signals are for the command
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean ofProcess) {

  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** Other streams than those of this process. */
  public Terminal(
      InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
    this(in, out, err, environment, false);
  }

  /** The streams of this process; {@link #flush} writes what was printed. */
  public static Terminal forProcess() {
    return new Terminal(
        System.in,
        stream(new FileOutputStream(FileDescriptor.out)),
        stream(new FileOutputStream(FileDescriptor.err)),
        System.getenv(),
        true);
  }

  private static PrintStream stream(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out, 8_192), false, StandardCharsets.UTF_8);
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}

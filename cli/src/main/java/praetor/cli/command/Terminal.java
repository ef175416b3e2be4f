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
 */
public record Terminal(
    InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {

  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** The streams of this process; {@link #flush} writes what was printed. */
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        stream(new FileOutputStream(FileDescriptor.out)),
        stream(new FileOutputStream(FileDescriptor.err)),
        System.getenv());
  }

  private static PrintStream stream(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out, 8_192), false, StandardCharsets.UTF_8);
  }

  public void flush() {
    out.flush();
    err.flush();
  }
}

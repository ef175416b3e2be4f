package praetor.cli.snapshot;

import java.io.Console;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import praetor.cli.command.Terminal;
import praetor.snapshot.Progress;

/**
 * A line on the terminal that tells how far something long has come: {@code Storing 42% 1.2 GB of
 * 2.9 GB, 80.1 MB/s}. What is over within a second shows nothing. Small enough that a library would
 * not pay: it has no threads and is drawn by whoever reads.
 */
final class ProgressBar implements Progress {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long STEP_NANOS = 200_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int WIDTH = 78;

  private final PrintStream out;

  ProgressBar(PrintStream out) {
    this.out = out;
  }

  /** One on standard error where that is a terminal and people look. */
  static Progress on(Terminal terminal) {
    boolean seen =
        terminal.ofProcess()
            && Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return seen ? new ProgressBar(terminal.err()) : Progress.NONE;
  }

  @Override
  public InputStream around(InputStream in, String title, long total) {
    return new Watched(in, title, total);
  }

  private final class Watched extends FilterInputStream {
    private final String title;
    private final long total;
    private final long beginNanos = System.nanoTime();
    private long dueNanos = beginNanos + FIRST_NANOS;
    private long bytes;
    private boolean shown;

    Watched(InputStream in, String title, long total) {
      super(in);
      this.title = title;
      this.total = total;
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int more) {
      bytes += more;
      long now = System.nanoTime();
      if (now - dueNanos >= 0) {
        dueNanos = now + STEP_NANOS;
        shown = true;
        draw(line(title, bytes, total, now - beginNanos));
      }
    }

    @Override
    public void close() throws IOException {
      super.close();
      if (shown) {
        draw("");
        out.print('\r');
        out.flush();
      }
    }
  }

  private void draw(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())));
    out.flush();
  }

  /** The line for so many bytes in so much time. */
  static String line(String title, long bytes, long total, long nanos) {
    var done =
        total > 0
            ? "%d%% %s of %s".formatted(100 * bytes / total, size(bytes), size(total))
            : size(bytes);
    return "%s %s, %s/s".formatted(title, done, size((long) (bytes / (nanos / NANOS_PER_SECOND))));
  }

  private static String size(long bytes) {
    double size = bytes;
    for (var unit : new String[] {"B", "KB", "MB", "GB"}) {
      if (size < 1_000) {
        return String.format(Locale.ROOT, unit.equals("B") ? "%.0f %s" : "%.1f %s", size, unit);
      }
      size /= 1_000;
    }
    return String.format(Locale.ROOT, "%.1f TB", size);
  }
}

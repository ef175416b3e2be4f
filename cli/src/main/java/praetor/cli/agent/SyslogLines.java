package praetor.cli.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Lines for the machine's syslog, in the form of RFC 3164 without a host name, as the local socket
 * wants them: {@code <133>Nov 21 17:44:43 consul[16478]: agent: message}. Safe for any thread.
 */
public final class SyslogLines implements AutoCloseable {
  /** Where the machine's syslog listens. */
  public static final Path SOCKET = Path.of("/dev/log");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  private static final int SEVERITIES = 8;

  private final int facility;
  private final String tag;
  private final SyslogSocket socket;
  private final InstantSource clock;

  private SyslogLines(int facility, String tag, SyslogSocket socket, InstantSource clock) {
    this.facility = facility;
    this.tag = tag;
    this.socket = socket;
    this.clock = clock;
  }

  /**
   * Connects.
   *
   * @param tag name of the program in each line
   * @throws IOException when there is no such facility, or nobody listens
   */
  public static SyslogLines open(String facility, String tag, Path socket) throws IOException {
    int number =
        SyslogFacility.number(facility)
            .orElseThrow(() -> new IOException("invalid syslog facility: " + facility));
    return new SyslogLines(number, tag, SyslogSocket.connect(socket), InstantSource.system());
  }

  /**
   * Sends a line.
   *
   * @param severity 3 for an error to 7 for what only developers want to know
   */
  public void send(int severity, String text) throws IOException {
    var time = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    int priority = facility * SEVERITIES + severity;
    long pid = ProcessHandle.current().pid();
    var line = "<%d>%s %s[%d]: %s".formatted(priority, TIME.format(time), tag, pid, text);
    socket.send(line.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    socket.close();
  }
}

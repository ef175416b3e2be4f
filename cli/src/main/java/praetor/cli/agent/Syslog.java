package praetor.cli.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Hands the log to the machine's syslog. Lines are in the form of RFC 3164 without a host name, as
 * the local socket wants them: {@code <133>Nov 21 17:44:43 consul[16478]: agent: message}.
 *
 * <p>A level counts one less than its name in syslog: INFO is a notice. Source: datagrams of Consul
 * 1.21.4.
 */
final class Syslog extends AppenderBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  private static final int SEVERITIES = 8;
  private static final String TAG = "consul";

  private final int facility;
  private final long pid;
  private final LogEncoder encoder;
  private final SyslogSocket socket;
  private final InstantSource clock;

  private Syslog(
      int facility, long pid, LogEncoder encoder, SyslogSocket socket, InstantSource clock) {
    this.facility = facility;
    this.pid = pid;
    this.encoder = encoder;
    this.socket = socket;
    this.clock = clock;
  }

  /**
   * Connects.
   *
   * @throws IOException when there is no such facility, or nobody listens
   */
  static Syslog open(String facility, LogEncoder encoder, Path socket) throws IOException {
    int number =
        SyslogFacility.number(facility)
            .orElseThrow(() -> new IOException("invalid syslog facility: " + facility));
    return new Syslog(
        number,
        ProcessHandle.current().pid(),
        encoder,
        SyslogSocket.connect(socket),
        InstantSource.system());
  }

  @Override
  protected void append(ILoggingEvent event) {
    try {
      socket.send(line(event).getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      addError("syslog takes no lines", gone);
    }
  }

  private String line(ILoggingEvent event) {
    var time = LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    int priority = facility * SEVERITIES + severity(event.getLevel());
    return "<%d>%s %s[%d]: %s"
        .formatted(priority, TIME.format(time), TAG, pid, encoder.withoutTime(event));
  }

  private static int severity(Level level) {
    return switch (level.toInt()) {
      case Level.ERROR_INT -> 3;
      case Level.WARN_INT -> 4;
      case Level.INFO_INT -> 5;
      case Level.DEBUG_INT -> 6;
      default -> 7;
    };
  }

  @Override
  public void stop() {
    super.stop();
    socket.close();
  }
}

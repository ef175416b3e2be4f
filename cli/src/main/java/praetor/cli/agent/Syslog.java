package praetor.cli.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Hands the log to the machine's syslog.
 *
 * <p>A level counts one less than its name in syslog: INFO is a notice. Source: datagrams of Consul
 * 1.21.4.
 */
final class Syslog extends AppenderBase<ILoggingEvent> {
  private static final String TAG = "consul";

  private final LogEncoder encoder;
  private final SyslogLines lines;

  private Syslog(LogEncoder encoder, SyslogLines lines) {
    this.encoder = encoder;
    this.lines = lines;
  }

  /**
   * Connects.
   *
   * @throws IOException when there is no such facility, or nobody listens
   */
  static Syslog open(String facility, LogEncoder encoder, Path socket) throws IOException {
    return new Syslog(encoder, SyslogLines.open(facility, TAG, socket));
  }

  @Override
  protected void append(ILoggingEvent event) {
    try {
      lines.send(severity(event.getLevel()), encoder.withoutTime(event));
    } catch (IOException gone) {
      addError("syslog takes no lines", gone);
    }
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
    lines.close();
  }
}

package praetor.http.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What loggers write while this is open. */
final class CapturedLog implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final Appender appender = new Appender();

  private final class Appender extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }
  }

  private CapturedLog(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
  }

  /** Begins to listen to a logger and all below it. */
  static CapturedLog of(String name) {
    var log = new CapturedLog(name);
    log.logger.setLevel(Level.DEBUG);
    log.appender.start();
    log.logger.addAppender(log.appender);
    return log;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  String text() {
    return lines.stream().collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setLevel(null);
  }
}

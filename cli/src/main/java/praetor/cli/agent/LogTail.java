package praetor.cli.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import praetor.http.api.AgentLogTail;

/**
 * Hands the log on as it is written, for {@code /v1/agent/monitor}. A tail sees no more than what
 * the agent's own level lets through.
 */
public final class LogTail implements AgentLogTail {
  @Override
  public Following follow(String level, boolean json, Consumer<String> lines) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var encoder = new LogEncoder(json);
    encoder.setContext(context);
    encoder.start();
    var appender = new Tail(LogSetup.level(level).orElse(Level.INFO), encoder, lines);
    appender.setContext(context);
    appender.start();
    var root = root(context);
    root.addAppender(appender);
    return () -> {
      root.detachAppender(appender);
      appender.stop();
    };
  }

  private static Logger root(LoggerContext context) {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static final class Tail extends AppenderBase<ILoggingEvent> {
    private final Level least;
    private final LogEncoder encoder;
    private final Consumer<String> lines;

    Tail(Level least, LogEncoder encoder, Consumer<String> lines) {
      this.least = least;
      this.encoder = encoder;
      this.lines = lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getLevel().isGreaterOrEqual(least)) {
        var line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        lines.accept(line.stripTrailing());
      }
    }
  }
}

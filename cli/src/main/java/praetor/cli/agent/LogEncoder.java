package praetor.cli.agent;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/**
 * Log lines as Consul's users know them: {@code 2026-11-21T10:00:00.000Z [INFO] agent: message:
 * key=value}, or one JSON object a line.
 *
 * <p>Source: log of Consul 1.21.4.
 */
final class LogEncoder extends EncoderBase<ILoggingEvent> {

  private static final DateTimeFormatter TEXT_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter JSON_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int LEVEL_WIDTH = 8;

  /** Names of modules in the log, by the package of the logger. */
  private static final Map<String, String> MODULES =
      new TreeMap<>(
          Map.of(
              "praetor.raft", "agent.server.raft",
              "praetor.dns", "agent.dns",
              "praetor.http", "agent.http",
              "praetor", "agent",
              "com.alipay", "agent.server.raft",
              "com.github.dockerjava", "agent.docker",
              "io.netty", "agent.http"));

  private final boolean json;

  LogEncoder(boolean json) {
    this.json = json;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return (json ? jsonLine(event) : textLine(event)).getBytes(StandardCharsets.UTF_8);
  }

  private static String textLine(ILoggingEvent event) {
    var line = new StringBuilder(160);
    line.append(TEXT_TIME.format(time(event))).append(' ');
    var level = "[" + event.getLevel() + "]";
    line.append(level).append(" ".repeat(Math.max(1, LEVEL_WIDTH - level.length())));
    append(event, line);
    return line.toString();
  }

  /** What a line says, for those who have a time and a level of their own. */
  String withoutTime(ILoggingEvent event) {
    var line = new StringBuilder(160);
    append(event, line);
    return line.toString();
  }

  private static void append(ILoggingEvent event, StringBuilder line) {
    line.append(module(event.getLoggerName())).append(": ").append(event.getFormattedMessage());
    var separator = ": ";
    for (var pair : pairs(event)) {
      line.append(separator).append(pair.key).append('=').append(value(pair.value));
      separator = " ";
    }
    line.append('\n');
    if (event.getThrowableProxy() != null) {
      line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  private static String jsonLine(ILoggingEvent event) {
    var line = new LinkedHashMap<String, JsonValue>();
    line.put("@level", new JsonValue.Str(event.getLevel().toString().toLowerCase(Locale.ROOT)));
    line.put("@message", new JsonValue.Str(event.getFormattedMessage()));
    line.put("@module", new JsonValue.Str(module(event.getLoggerName())));
    line.put("@timestamp", new JsonValue.Str(JSON_TIME.format(time(event))));
    for (var pair : pairs(event)) {
      line.put(pair.key, json(pair.value));
    }
    if (event.getThrowableProxy() != null) {
      var trace = ThrowableProxyUtil.asString(event.getThrowableProxy());
      line.put("error", new JsonValue.Str(trace));
    }
    return JsonWriter.compact().value(new JsonValue.Obj(line)).toText() + "\n";
  }

  private static JsonValue json(@Nullable Object value) {
    return switch (value) {
      case Number number -> new JsonValue.Num(number.toString());
      case Boolean flag -> new JsonValue.Bool(flag);
      case null, default -> new JsonValue.Str(String.valueOf(value));
    };
  }

  /** The longest known package of a logger; a name that is none stays. */
  static String module(String logger) {
    var best = "";
    for (var name : MODULES.keySet()) {
      boolean fits = logger.equals(name) || logger.startsWith(name + ".");
      best = fits && name.length() > best.length() ? name : best;
    }
    return best.isEmpty() ? logger : MODULES.getOrDefault(best, logger);
  }

  private static Instant time(ILoggingEvent event) {
    return event.getInstant() == null
        ? Instant.ofEpochMilli(event.getTimeStamp())
        : event.getInstant();
  }

  private static List<KeyValuePair> pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
  }

  private static String value(Object value) {
    var text = String.valueOf(value);
    return text.contains(" ") || text.isEmpty() ? '"' + text.replace("\"", "\\\"") + '"' : text;
  }
}

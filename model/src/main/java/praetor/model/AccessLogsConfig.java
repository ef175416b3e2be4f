package praetor.model;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Shape.Use.NOT_EMPTY;

import praetor.model.codec.Shape;

/** Where a proxy writes its access log. */
public record AccessLogsConfig(
    boolean enabled,
    boolean disableListenerLogs,
    String type,
    String path,
    String jsonFormat,
    String textFormat) {
  public static final Shape<AccessLogsConfig> SHAPE =
      Shape.<AccessLogsConfig>of("structs.AccessLogsConfig")
          .field("Enabled", BOOL, AccessLogsConfig::enabled, NOT_EMPTY)
          .field("DisableListenerLogs", BOOL, AccessLogsConfig::disableListenerLogs, NOT_EMPTY)
          .field("Type", STRING, AccessLogsConfig::type, NOT_EMPTY)
          .field("Path", STRING, AccessLogsConfig::path, NOT_EMPTY)
          .field("JSONFormat", STRING, AccessLogsConfig::jsonFormat, NOT_EMPTY)
          .field("TextFormat", STRING, AccessLogsConfig::textFormat, NOT_EMPTY)
          .build(
              v ->
                  new AccessLogsConfig(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}

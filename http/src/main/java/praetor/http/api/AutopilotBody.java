package praetor.http.api;

import static praetor.model.codec.Codecs.BOOL;
import static praetor.model.codec.Codecs.STRING;
import static praetor.model.codec.Codecs.UINT64;
import static praetor.model.codec.Codecs.optional;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.Shape;
import praetor.state.AutopilotConfig;

/**
 * The body of PUT /v1/operator/autopilot/configuration. What it leaves out gets the value of a
 * fresh datacenter, not the present one; a duration of null is none at all. Source: Consul 1.21.4.
 */
record AutopilotBody(
    Optional<Boolean> cleanupDeadServers,
    Optional<Duration> lastContactThreshold,
    Optional<Long> maxTrailingLogs,
    Optional<Long> minQuorum,
    Optional<Duration> serverStabilizationTime,
    String redundancyZoneTag,
    boolean disableUpgradeMigration,
    String upgradeVersionTag,
    long createIndex,
    long modifyIndex) {
  private static final Codec<Duration> DURATION = new ReadableDuration();
  private static final Set<String> DURATIONS =
      Set.of("lastcontactthreshold", "serverstabilizationtime");

  private static final Shape<AutopilotBody> SHAPE =
      Shape.<AutopilotBody>of("api.AutopilotConfiguration")
          .field("CleanupDeadServers", optional(BOOL), AutopilotBody::cleanupDeadServers)
          .field("LastContactThreshold", optional(DURATION), AutopilotBody::lastContactThreshold)
          .field("MaxTrailingLogs", optional(UINT64), AutopilotBody::maxTrailingLogs)
          .field("MinQuorum", optional(new GoUint()), AutopilotBody::minQuorum)
          .field(
              "ServerStabilizationTime", optional(DURATION), AutopilotBody::serverStabilizationTime)
          .field("RedundancyZoneTag", STRING, AutopilotBody::redundancyZoneTag)
          .field("DisableUpgradeMigration", BOOL, AutopilotBody::disableUpgradeMigration)
          .field("UpgradeVersionTag", STRING, AutopilotBody::upgradeVersionTag)
          .uint64("CreateIndex", AutopilotBody::createIndex)
          .uint64("ModifyIndex", AutopilotBody::modifyIndex)
          .build(
              v ->
                  new AutopilotBody(
                      v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                      v.next(), v.next(), v.next()));

  /**
   * Reads a body.
   *
   * @param modifyIndex the index that a check-and-set expects, else 0; the body's own is nothing
   */
  static AutopilotConfig read(byte[] body, long modifyIndex) throws DecodeException {
    var parsed = read(JsonReader.read(body));
    var otherwise = AutopilotConfig.DEFAULT;
    return new AutopilotConfig(
        parsed.cleanupDeadServers.orElse(otherwise.cleanupDeadServers()),
        parsed.lastContactThreshold.orElse(otherwise.lastContactThreshold()),
        parsed.maxTrailingLogs.orElse(otherwise.maxTrailingLogs()),
        parsed.minQuorum.orElse(otherwise.minQuorum()),
        parsed.serverStabilizationTime.orElse(otherwise.serverStabilizationTime()),
        parsed.redundancyZoneTag,
        parsed.disableUpgradeMigration,
        parsed.upgradeVersionTag,
        0,
        modifyIndex);
  }

  private static AutopilotBody read(JsonValue body) throws DecodeException {
    return switch (body) {
      case JsonValue.Null _ -> SHAPE.zero();
      case JsonValue.Obj(var members) ->
          SHAPE.readJson(new JsonValue.Obj(withoutNullDurations(members)), JsonPath.strict());
      case JsonValue.Arr _, JsonValue.Str _, JsonValue.Num _, JsonValue.Bool _ ->
          SHAPE.readJson(body, JsonPath.strict());
    };
  }

  private static Map<String, JsonValue> withoutNullDurations(Map<String, JsonValue> members) {
    Map<String, JsonValue> values = new LinkedHashMap<>(members);
    values.replaceAll(
        (name, value) ->
            value instanceof JsonValue.Null && DURATIONS.contains(name.toLowerCase(Locale.ROOT))
                ? new JsonValue.Num("0")
                : value);
    return values;
  }
}

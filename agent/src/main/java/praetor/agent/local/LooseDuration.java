package praetor.agent.local;

import java.time.Duration;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;

/**
 * A duration of a check's definition: Go's text, or a number of nanoseconds; anything else counts
 * as absent. Source: Consul 1.21.4 takes {@code "Interval": true}.
 */
enum LooseDuration implements Codec<Duration> {
  CODEC;

  @Override
  public Duration zero() {
    return Duration.ZERO;
  }

  @Override
  public Duration readJson(JsonValue in, JsonPath path) throws DecodeException {
    return switch (in) {
      case JsonValue.Str(var text) -> GoDuration.parse(text);
      case JsonValue.Num(var text) -> Duration.ofNanos((long) Double.parseDouble(text));
      case JsonValue.Bool _, JsonValue.Arr _, JsonValue.Obj _, JsonValue.Null _ -> Duration.ZERO;
    };
  }

  @Override
  public void writeJson(Duration value, JsonWriter out) {
    out.value(GoDuration.format(value));
  }

  @Override
  public void writePack(Duration value, PackWriter out) {
    out.integer(value.toNanos());
  }

  @Override
  public Duration readPack(PackReader in) throws DecodeException {
    return Duration.ofNanos(in.integer());
  }

  @Override
  public String goType() {
    return "interface {}";
  }
}

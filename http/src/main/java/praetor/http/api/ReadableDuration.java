package praetor.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;
import praetor.model.codec.GoStrings;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;

/**
 * A duration of an autopilot configuration: text as {@code "10s"}, or a number of nanoseconds that
 * loses its fraction. Source: {@code 1.5} is 1 ns, {@code true} a bad number, and a number beyond
 * 64 bits the least duration on Consul 1.21.4.
 */
final class ReadableDuration implements Codec<Duration> {
  /** The first number that is too large for a long. */
  private static final double NANOS_END = 0x1p63;

  @Override
  public Duration zero() {
    return Duration.ZERO;
  }

  @Override
  public void writeJson(Duration value, JsonWriter out) {
    Codecs.DURATION_TEXT.writeJson(value, out);
  }

  @Override
  public void writePack(Duration value, PackWriter out) {
    Codecs.DURATION_TEXT.writePack(value, out);
  }

  @Override
  public Duration readJson(JsonValue in, JsonPath path) throws DecodeException {
    return switch (in) {
      case JsonValue.Str(var text) -> GoDuration.parse(text);
      case JsonValue.Num(var text) -> nanos(text);
      case JsonValue.Null _ -> zero();
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Bool _ ->
          throw refusal(
              new String(JsonWriter.compact().value(in).toBytes(), UTF_8), "invalid syntax");
    };
  }

  private static Duration nanos(String text) throws DecodeException {
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw refusal(text, "value out of range");
    }
    boolean fits = Math.abs(number) < NANOS_END;
    return Duration.ofNanos(fits ? (long) number : Long.MIN_VALUE);
  }

  private static DecodeException refusal(String text, String why) {
    return new DecodeException(
        "strconv.ParseFloat: parsing " + GoStrings.quoted(text) + ": " + why);
  }

  @Override
  public Duration readPack(PackReader in) throws DecodeException {
    return Codecs.DURATION_TEXT.readPack(in);
  }

  @Override
  public String goType() {
    return "api.ReadableDuration";
  }
}

package praetor.model.codec;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import praetor.model.DecodeException;

/**
 * A moment as Go writes it: a string of 15 bytes with a version, the seconds since the year 1, the
 * nanoseconds and the offset of a time zone, which is UTC here. Source: calls of Consul 1.21.4.
 */
public final class TimeCodec implements Codec<Instant> {
  public static final TimeCodec TIME = new TimeCodec();

  private static final int BYTES = 15;
  private static final byte VERSION = 1;
  private static final long SECONDS_TO_1970 = 62_135_596_800L;
  private static final short UTC = -1;

  /** Go's zero time. */
  public static final Instant YEAR_1 = Instant.ofEpochSecond(-SECONDS_TO_1970);

  private TimeCodec() {}

  @Override
  public Instant zero() {
    return YEAR_1;
  }

  @Override
  public void writePack(Instant value, PackWriter out) {
    out.raw(
        ByteBuffer.allocate(BYTES)
            .put(VERSION)
            .putLong(value.getEpochSecond() + SECONDS_TO_1970)
            .putInt(value.getNano())
            .putShort(UTC)
            .array());
  }

  @Override
  public Instant readPack(PackReader in) throws DecodeException {
    var bytes = ByteBuffer.wrap(in.raw());
    // A second version has one byte more, for zones that are off by seconds.
    if (bytes.remaining() < BYTES) {
      throw new DecodeException("MessagePack: a time of " + bytes.remaining() + " bytes");
    }
    bytes.get();
    try {
      return Instant.ofEpochSecond(
          Math.subtractExact(bytes.getLong(), SECONDS_TO_1970), bytes.getInt());
    } catch (DateTimeException | ArithmeticException e) {
      throw new DecodeException("MessagePack: a time out of range", e);
    }
  }

  @Override
  public void writeJson(Instant value, JsonWriter out) {
    out.value(value.toString());
  }

  @Override
  public Instant readJson(JsonValue in, JsonPath path) throws DecodeException {
    if (!(in instanceof JsonValue.Str(var text))) {
      throw path.mismatch(in.kind(), goType());
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new DecodeException("not a time: " + text, e);
    }
  }

  @Override
  public String goType() {
    return "time.Time";
  }
}

package praetor.http.api;

import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;

/** Go's {@code uint}: 64 bits, under its own name in errors. */
final class GoUint implements Codec<Long> {
  @Override
  public Long zero() {
    return 0L;
  }

  @Override
  public void writeJson(Long value, JsonWriter out) {
    Codecs.UINT64.writeJson(value, out);
  }

  @Override
  public void writePack(Long value, PackWriter out) {
    Codecs.UINT64.writePack(value, out);
  }

  @Override
  public Long readJson(JsonValue in, JsonPath path) throws DecodeException {
    if (!(in instanceof JsonValue.Num(var text))) {
      throw path.mismatch(in.kind(), goType());
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw path.mismatch("number " + text, goType());
    }
  }

  @Override
  public Long readPack(PackReader in) throws DecodeException {
    return Codecs.UINT64.readPack(in);
  }

  @Override
  public String goType() {
    return "uint";
  }
}

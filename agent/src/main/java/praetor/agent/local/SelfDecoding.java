package praetor.agent.local;

import java.util.function.Supplier;
import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;
import praetor.model.codec.Shape;

/**
 * The codec of a type that decodes itself through a copy named Alias, as Consul's agent definitions
 * do: their errors say {@code .Alias.Port}.
 *
 * @param shape made when it is first asked for, since definitions hold each other
 * @param goType the type's name in errors
 */
record SelfDecoding<T>(Supplier<Shape<T>> shape, String goType, JsonPath.Unknown unknown)
    implements Codec<T> {
  SelfDecoding(Supplier<Shape<T>> shape, String goType) {
    this(shape, goType, JsonPath.Unknown.REFUSED);
  }

  /** The name of a shape whose struct has no name in Go's errors. */
  static final String NAMELESS = "structs.";

  /** Reads a whole document; {@code null} is the zero value. */
  T parse(byte[] document) throws DecodeException {
    var value = JsonReader.read(document);
    return value instanceof JsonValue.Null ? zero() : readJson(value, JsonPath.strict());
  }

  @Override
  public T zero() {
    return shape.get().zero();
  }

  @Override
  public T readJson(JsonValue in, JsonPath path) throws DecodeException {
    if (!(in instanceof JsonValue.Obj)) {
      throw path.mismatch(in.kind(), goType);
    }
    return shape.get().readJson(in, path.field("", "Alias").treating(unknown));
  }

  @Override
  public void writeJson(T value, JsonWriter out) {
    shape.get().writeJson(value, out);
  }

  @Override
  public void writePack(T value, PackWriter out) {
    shape.get().writePack(value, out);
  }

  @Override
  public T readPack(PackReader in) throws DecodeException {
    return shape.get().readPack(in);
  }
}

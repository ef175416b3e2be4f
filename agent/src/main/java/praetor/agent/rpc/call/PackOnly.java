package praetor.agent.rpc.call;

import praetor.model.DecodeException;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/** A codec of what only servers tell each other, in a form of its own: it has none in JSON. */
abstract class PackOnly<V> implements Codec<V> {
  @Override
  public final void writeJson(V value, JsonWriter out) {
    throw new UnsupportedOperationException(goType());
  }

  @Override
  public final V readJson(JsonValue in, JsonPath path) throws DecodeException {
    throw path.mismatch(in.kind(), goType());
  }
}

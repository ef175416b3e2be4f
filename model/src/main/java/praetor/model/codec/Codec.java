package praetor.model.codec;

import praetor.model.DecodeException;

/**
 * How values of one type are written and read, in JSON as the HTTP API has it and in MessagePack as
 * the server RPC, the raft log and snapshots have it. Safe for any thread.
 */
public interface Codec<V> {
  /** The value of a field that is absent or null: Go's zero value. */
  V zero();

  void writeJson(V value, JsonWriter out);

  void writePack(V value, PackWriter out);

  /** Reads a JSON value that is not null. */
  V readJson(JsonValue in, JsonPath path) throws DecodeException;

  /** Reads a MessagePack value that is not nil. */
  V readPack(PackReader in) throws DecodeException;

  /** The name of the type in the errors of Go's decoder: {@code []string}. */
  String goType();

  /** What the values are made of. */
  default Form form() {
    return new Form.Opaque();
  }

  /** Whether {@code omitempty} leaves the value out. */
  default boolean isEmpty(V value) {
    return value.equals(zero());
  }
}

package praetor.http.api;

import praetor.model.codec.Codec;
import praetor.model.codec.JsonWriter;

/**
 * How an answer becomes JSON. A record or a constant: equal encodings of equal queries are made
 * once and shared.
 */
interface Encoding<T> {
  void write(T value, JsonWriter out);

  /** The encoding of a codec. */
  static <T> Encoding<T> of(Codec<T> codec) {
    record OfCodec<T>(Codec<T> codec) implements Encoding<T> {
      @Override
      public void write(T value, JsonWriter out) {
        codec.writeJson(value, out);
      }
    }
    return new OfCodec<>(codec);
  }
}

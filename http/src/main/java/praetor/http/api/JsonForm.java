package praetor.http.api;

import praetor.http.Request;
import praetor.http.Response;
import praetor.model.codec.Codec;
import praetor.model.codec.JsonWriter;

/** The form in which a client wants its JSON: compact, or with {@code ?pretty} indented. */
final class JsonForm {
  private JsonForm() {}

  /** The answer {@code true}. */
  static Response yes(Request request) {
    return Response.json(writer(request).value(true).toBytes());
  }

  /** A value as the whole answer. */
  static <T> Response of(Request request, Codec<T> codec, T value) {
    var out = writer(request);
    codec.writeJson(value, out);
    return Response.json(out.toBytes());
  }

  static JsonWriter writer(Request request) {
    return request.has("pretty") ? JsonWriter.pretty() : JsonWriter.compact();
  }
}

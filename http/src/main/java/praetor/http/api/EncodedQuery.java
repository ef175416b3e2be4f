package praetor.http.api;

import org.jspecify.annotations.Nullable;
import praetor.agent.read.MappedQuery;
import praetor.agent.read.Query;
import praetor.http.Response;
import praetor.http.SharedBytes;
import praetor.model.codec.JsonWriter;

/**
 * A query together with the JSON form of its answer, so that readers who share the answer share its
 * bytes too.
 */
record EncodedQuery<T>(Query<T> source, Encoding<T> encoding, boolean pretty)
    implements MappedQuery<T, EncodedQuery.Encoded<T>> {
  @Override
  public Encoded<T> map(T value) {
    return new Encoded<>(value, encoding, pretty);
  }

  @Override
  public boolean isAbsent(Encoded<T> answer) {
    return source.isAbsent(answer.value());
  }

  /** An answer that is encoded when its first reader asks for it. Safe for any thread. */
  static final class Encoded<T> {
    private final T value;
    private final Encoding<T> encoding;
    private final boolean pretty;
    private @Nullable SharedBytes shared;

    Encoded(T value, Encoding<T> encoding, boolean pretty) {
      this.value = value;
      this.encoding = encoding;
      this.pretty = pretty;
    }

    T value() {
      return value;
    }

    /**
     * The bytes for one reader of a value that the store hands out again and again: made once for
     * all.
     */
    Response response(JsonMemo memo) {
      var known = memo.find(value, encoding, pretty);
      if (known != null) {
        return Response.json(known);
      }
      var bytes = json();
      memo.keep(value, encoding, pretty, new SharedBytes(bytes));
      return Response.json(bytes);
    }

    /** The bytes that all readers share, also those who come later. */
    synchronized SharedBytes sharedJson(JsonMemo memo) {
      var bytes = shared;
      if (bytes == null) {
        bytes = memo.find(value, encoding, pretty);
        if (bytes == null) {
          bytes = new SharedBytes(json());
          memo.keep(value, encoding, pretty, bytes);
        }
        shared = bytes;
      }
      return bytes;
    }

    /** The bytes for one reader. */
    byte[] json() {
      var out = pretty ? JsonWriter.pretty() : JsonWriter.compact();
      encoding.write(value, out);
      return out.toBytes();
    }

    /** The bytes that all readers of this answer share. */
    synchronized SharedBytes sharedJson() {
      var bytes = shared;
      if (bytes == null) {
        bytes = new SharedBytes(json());
        shared = bytes;
      }
      return bytes;
    }
  }
}

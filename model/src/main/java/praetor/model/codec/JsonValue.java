package praetor.model.codec;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON value as it was read. Numbers keep their text: 64-bit flags must not pass through a
 * double.
 */
public sealed interface JsonValue {
  /** Members in the order read; of a repeated name the last counts, as in Go. */
  record Obj(Map<String, JsonValue> members) implements JsonValue {
    public static Obj of(Map<String, JsonValue> members) {
      return new Obj(new LinkedHashMap<>(members));
    }
  }

  record Arr(List<JsonValue> elements) implements JsonValue {}

  record Str(String text) implements JsonValue {}

  record Num(String text) implements JsonValue {
    /**
     * A {@link Long}, or a {@link BigInteger} where that is too small, for what is written as an
     * integer; a {@link Double} for others.
     */
    public Number number() {
      if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
        return Double.valueOf(text);
      }
      var integer = new BigInteger(text);
      return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }
  }

  record Bool(boolean flag) implements JsonValue {}

  record Null() implements JsonValue {}

  /** The word that Go's decoder uses for a value of this kind in its errors. */
  default String kind() {
    return switch (this) {
      case Obj _ -> "object";
      case Arr _ -> "array";
      case Str _ -> "string";
      case Num _ -> "number";
      case Bool _ -> "bool";
      case Null _ -> "null";
    };
  }
}

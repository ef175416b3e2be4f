package praetor.snapshot.backup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.codec.GoBase64;
import praetor.model.codec.JsonReader;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/**
 * The file of a backup: a JSON array with an entry for each key.
 *
 * <p>Written are objects with Base64 values, so that any bytes survive. Read are those of {@code
 * consul kv export} ({@code key}, {@code flags}, {@code value}), those of {@code GET
 * /v1/kv/?recurse} ({@code Key}, {@code Flags}, {@code Value} and more), and the rows {@code [key,
 * flags, "text"]} of consulate's {@code kv backup}.
 */
public final class KvFile {
  private KvFile() {}

  /** The names of an entry's fields. */
  public enum Shape {
    /** As {@code consul kv import} reads it. */
    EXPORT("key", "flags", "value"),
    /** As the HTTP API answers it; older backup tools restore this one without losing bytes. */
    API("Key", "Flags", "Value");

    private final String key;
    private final String flags;
    private final String value;

    Shape(String key, String flags, String value) {
      this.key = key;
      this.flags = flags;
      this.value = value;
    }
  }

  public static Bytes encode(List<KvRecord> records, Shape shape) {
    var json = JsonWriter.indented("\t").beginArray();
    for (var entry : records) {
      json.beginObject();
      json.name(shape.key).value(entry.key());
      json.name(shape.flags).unsigned(entry.flags());
      json.name(shape.value).base64(entry.value().array());
      json.endObject();
    }
    return Bytes.utf8(json.endArray().toText() + "\n");
  }

  /**
   * The entries in their order.
   *
   * @throws DecodeException the bytes are no backup: not JSON, cut off, an entry without a key or
   *     with one that was there before, a value that is no Base64
   */
  public static List<KvRecord> decode(Bytes file) throws DecodeException {
    if (!(JsonReader.readWhole(file.array()) instanceof JsonValue.Arr(var elements))) {
      throw new DecodeException("not an array of keys");
    }
    var records = new ArrayList<KvRecord>();
    var keys = new HashSet<String>();
    for (var element : elements) {
      var entry = entry(element, records.size() + 1);
      if (!keys.add(entry.key())) {
        throw new DecodeException("key \"" + entry.key() + "\" is there twice");
      }
      records.add(entry);
    }
    return List.copyOf(records);
  }

  private static KvRecord entry(JsonValue element, int number) throws DecodeException {
    try {
      return switch (element) {
        case JsonValue.Obj(var members) -> ofObject(members);
        case JsonValue.Arr(var cells) -> ofRow(cells);
        case JsonValue.Str _, JsonValue.Num _, JsonValue.Bool _, JsonValue.Null _ ->
            throw new DecodeException("expected an object or a row, found a " + element.kind());
      };
    } catch (DecodeException malformed) {
      throw new DecodeException("entry " + number + ": " + malformed.getMessage(), malformed);
    }
  }

  private static KvRecord ofObject(Map<String, JsonValue> members) throws DecodeException {
    var fields = new TreeMap<String, JsonValue>();
    members.forEach((name, value) -> fields.put(name.toLowerCase(Locale.ROOT), value));
    var absent = new JsonValue.Null();
    return new KvRecord(
        key(fields.getOrDefault("key", absent)),
        flags(fields.getOrDefault("flags", absent)),
        Bytes.owned(GoBase64.decode(text(fields.getOrDefault("value", absent), "value"))));
  }

  private static KvRecord ofRow(List<JsonValue> cells) throws DecodeException {
    if (cells.size() != 3) {
      throw new DecodeException("expected [key, flags, value]");
    }
    return new KvRecord(
        key(cells.get(0)), flags(cells.get(1)), Bytes.utf8(text(cells.get(2), "value")));
  }

  private static String key(JsonValue value) throws DecodeException {
    var key = text(value, "key");
    if (key.isEmpty()) {
      throw new DecodeException("no key");
    }
    return key;
  }

  /** A text; of a null, which stands for an empty value, the empty one. */
  private static String text(JsonValue value, String what) throws DecodeException {
    return switch (value) {
      case JsonValue.Str(String text) -> text;
      case JsonValue.Null _ -> "";
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Num _, JsonValue.Bool _ ->
          throw new DecodeException("the " + what + " is a " + value.kind());
    };
  }

  private static long flags(JsonValue value) throws DecodeException {
    if (value instanceof JsonValue.Null) {
      return 0;
    }
    if (!(value instanceof JsonValue.Num(String text))) {
      throw new DecodeException("the flags are a " + value.kind());
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      throw new DecodeException("the flags are " + text);
    }
  }
}

package praetor.model.entry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import praetor.model.DecodeException;
import praetor.model.GoDuration;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonPath;
import praetor.model.codec.JsonValue;

/**
 * Reads config entries from values whose names may be written in any case, with or without
 * underscores, and whose types are taken loosely: a number for a text, one element for a list, a
 * list of one for its element.
 *
 * <p>Source: texts of Consul 1.21.4, vector config-errors; for what is loose, the documentation of
 * the library mapstructure.
 */
public final class EntryDecoder {
  /** What is sent back after a read; servers do not look at it. */
  private static final List<String> READ_ONLY = List.of("createindex", "modifyindex", "hash");

  private static final List<String> TRUE = List.of("1", "t", "T", "TRUE", "true", "True");
  private static final List<String> FALSE = List.of("0", "f", "F", "FALSE", "false", "False");

  /** Whether unknown fields are kept, not refused. */
  private final boolean keepUnknown;

  private final TreeSet<String> mismatches = new TreeSet<>();
  private final List<String> unknown = new ArrayList<>();

  private EntryDecoder(boolean keepUnknown) {
    this.keepUnknown = keepUnknown;
  }

  /**
   * Reads an entry that somebody wrote.
   *
   * @throws DecodeException what Consul says of a mistake
   */
  public static ConfigEntry read(JsonValue document) throws DecodeException {
    var members = members(document);
    var kind = kind(members);
    var declared =
        EntryKinds.find(kind)
            .orElseThrow(
                () ->
                    new DecodeException(
                        EntryKinds.exists(kind)
                            ? "config entries of kind " + kind + " come with a later version"
                            : "invalid config entry kind: " + kind));
    return new EntryDecoder(false).entry(declared, members);
  }

  private static Map<String, JsonValue> members(JsonValue document) throws DecodeException {
    return switch (document) {
      case JsonValue.Obj(var members) -> members;
      case JsonValue.Null _ -> Map.of();
      case JsonValue.Arr _, JsonValue.Str _, JsonValue.Num _, JsonValue.Bool _ ->
          throw new DecodeException(notAMap("", document));
    };
  }

  private static String kind(Map<String, JsonValue> members) throws DecodeException {
    var kind = members.get("Kind") != null ? members.get("Kind") : members.get("kind");
    if (kind == null) {
      throw new DecodeException("Payload does not contain a kind/Kind key at the top level");
    }
    if (kind instanceof JsonValue.Str(var text)) {
      return text;
    }
    throw new DecodeException("Kind value in payload is not a string");
  }

  /** Reads an entry that a server wrote, perhaps of a later version. */
  static ConfigEntry readWritten(EntryKind kind, Map<String, JsonValue> members)
      throws DecodeException {
    return new EntryDecoder(true).entry(kind, members);
  }

  private ConfigEntry entry(EntryKind kind, Map<String, JsonValue> members) throws DecodeException {
    var fields = new LinkedHashMap<>(fields("", kind.fields(), members));
    if (!mismatches.isEmpty()) {
      throw new DecodeException(
          mismatches.size() + " error(s) decoding:\n\n* " + String.join("\n* ", mismatches));
    }
    if (!unknown.isEmpty()) {
      throw new DecodeException(EntryErrors.listed(unknown));
    }
    var name = fields.remove(EntryKind.NAME) instanceof JsonValue.Str(var given) ? given : "";
    fields.remove(EntryKind.KIND);
    return new ConfigEntry(
        kind.name(), name.isEmpty() ? kind.oneName() : name, new JsonValue.Obj(fields), 0, 0);
  }

  private Map<String, JsonValue> fields(
      String path, List<EntryField> declared, Map<String, JsonValue> members) {
    Map<String, Map.Entry<String, JsonValue>> left = new LinkedHashMap<>();
    members.entrySet().forEach(member -> left.put(folded(member.getKey()), member));
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (var field : declared) {
      var given = left.remove(folded(field.name()));
      if (given != null) {
        var value = value(child(path, field.name()), field.type(), given.getValue());
        if (value != null) {
          fields.put(field.name(), value);
        }
      }
    }
    if (path.isEmpty()) {
      READ_ONLY.forEach(left::remove);
    }
    for (var given : left.values()) {
      if (keepUnknown) {
        fields.put(given.getKey(), given.getValue());
      } else {
        unknown.add(EntryErrors.invalidKey(child(path, given.getKey())));
      }
    }
    return fields;
  }

  private static String folded(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The value in its declared form; null when it is empty. */
  private @Nullable JsonValue value(String path, EntryType type, JsonValue given) {
    if (given instanceof JsonValue.Null) {
      return null;
    }
    if (given instanceof JsonValue.Arr(var elements)
        && elements.size() < 2
        && !(type instanceof EntryType.ListOf || type instanceof EntryType.Any)) {
      return elements.isEmpty() ? null : value(path, type, elements.getFirst());
    }
    return switch (type) {
      case EntryType.Text() -> text(path, given);
      case EntryType.Whole() -> whole(path, given);
      case EntryType.Real() -> real(path, given);
      case EntryType.Flag() -> flag(path, given);
      case EntryType.Time() -> time(path, given);
      case EntryType.Any() -> any(path, given);
      case EntryType.Ignored() -> null;
      case EntryType.ListOf(var element) -> list(path, element, given);
      case EntryType.MapOf(var value) -> map(path, value, given);
      case EntryType.Struct struct -> struct(path, struct, given);
    };
  }

  private @Nullable JsonValue text(String path, JsonValue given) {
    return switch (given) {
      case JsonValue.Str(var text) -> text.isEmpty() ? null : given;
      case JsonValue.Num(var number) ->
          new JsonValue.Str(new BigDecimal(number).stripTrailingZeros().toPlainString());
      case JsonValue.Bool(boolean flag) -> new JsonValue.Str(flag ? "1" : "0");
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ -> mismatch(path, "string", given);
    };
  }

  private @Nullable JsonValue whole(String path, JsonValue given) {
    return switch (given) {
      case JsonValue.Num(var number) -> whole(new BigDecimal(number).longValue());
      case JsonValue.Bool(boolean flag) -> whole(flag ? 1 : 0);
      case JsonValue.Str(var text) -> text.isEmpty() ? null : parsedWhole(path, text);
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ -> mismatch(path, "int", given);
    };
  }

  private @Nullable JsonValue parsedWhole(String path, String text) {
    try {
      return whole(Long.parseLong(text));
    } catch (NumberFormatException _) {
      return unparsed(path, "int", "ParseInt", text);
    }
  }

  private static @Nullable JsonValue whole(long number) {
    return number == 0 ? null : new JsonValue.Num(Long.toString(number));
  }

  private @Nullable JsonValue real(String path, JsonValue given) {
    return switch (given) {
      case JsonValue.Num(var number) -> real(Double.parseDouble(number));
      case JsonValue.Bool(boolean flag) -> real(flag ? 1 : 0);
      case JsonValue.Str(var text) -> text.isEmpty() ? null : parsedReal(path, text);
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ -> mismatch(path, "float32", given);
    };
  }

  private @Nullable JsonValue parsedReal(String path, String text) {
    try {
      return real(Double.parseDouble(text));
    } catch (NumberFormatException _) {
      return unparsed(path, "float", "ParseFloat", text);
    }
  }

  private static @Nullable JsonValue real(double number) {
    return number == 0
        ? null
        : new JsonValue.Num(BigDecimal.valueOf(number).stripTrailingZeros().toPlainString());
  }

  private @Nullable JsonValue flag(String path, JsonValue given) {
    return switch (given) {
      case JsonValue.Bool(boolean flag) -> flag(flag);
      case JsonValue.Num(var number) -> flag(Double.parseDouble(number) != 0);
      case JsonValue.Str(var text) -> parsedFlag(path, text);
      case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ -> mismatch(path, "bool", given);
    };
  }

  private @Nullable JsonValue parsedFlag(String path, String text) {
    if (text.isEmpty() || FALSE.contains(text)) {
      return null;
    }
    return TRUE.contains(text) ? flag(true) : unparsed(path, "bool", "ParseBool", text);
  }

  private static @Nullable JsonValue flag(boolean flag) {
    return flag ? new JsonValue.Bool(true) : null;
  }

  private @Nullable JsonValue time(String path, JsonValue given) {
    return switch (given) {
      case JsonValue.Num(var number) -> whole(new BigDecimal(number).longValue());
      case JsonValue.Str(var text) -> {
        try {
          yield whole(GoDuration.parse(text).toNanos());
        } catch (DecodeException e) {
          mismatches.add("error decoding '" + path + "': " + e.getMessage());
          yield null;
        }
      }
      case JsonValue.Bool _, JsonValue.Obj _, JsonValue.Arr _, JsonValue.Null _ ->
          mismatch(path, "time.Duration", given);
    };
  }

  private @Nullable JsonValue any(String path, JsonValue given) {
    try {
      return Codecs.ANY.readJson(given, JsonPath.strict());
    } catch (DecodeException e) {
      mismatches.add("error decoding '" + path + "': " + e.getMessage());
      return null;
    }
  }

  private JsonValue list(String path, EntryType element, JsonValue given) {
    var elements = given instanceof JsonValue.Arr(var several) ? several : List.of(given);
    List<JsonValue> read = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      var value = value(path + "[" + i + "]", element, elements.get(i));
      read.add(value == null ? empty(element) : value);
    }
    return new JsonValue.Arr(read);
  }

  private @Nullable JsonValue map(String path, EntryType type, JsonValue given) {
    if (!(given instanceof JsonValue.Obj(var members))) {
      mismatches.add(notAMap(path, given));
      return null;
    }
    Map<String, JsonValue> read = new LinkedHashMap<>();
    members.forEach(
        (name, member) -> {
          var value = value(path + "[" + name + "]", type, member);
          read.put(name, value == null ? empty(type) : value);
        });
    return read.isEmpty() ? null : new JsonValue.Obj(read);
  }

  private @Nullable JsonValue struct(String path, EntryType.Struct struct, JsonValue given) {
    if (!(given instanceof JsonValue.Obj(var members))) {
      mismatches.add(notAMap(path, given));
      return null;
    }
    var fields = fields(path, struct.fields(), members);
    return fields.isEmpty() && !struct.optional() ? null : new JsonValue.Obj(fields);
  }

  /** What stands in a list or map for an empty value. */
  private static JsonValue empty(EntryType type) {
    return switch (type) {
      case EntryType.Text() -> new JsonValue.Str("");
      case EntryType.Whole(), EntryType.Real(), EntryType.Time() -> new JsonValue.Num("0");
      case EntryType.Flag() -> new JsonValue.Bool(false);
      case EntryType.ListOf _ -> new JsonValue.Arr(List.of());
      case EntryType.MapOf _, EntryType.Struct _ -> new JsonValue.Obj(Map.of());
      case EntryType.Any(), EntryType.Ignored() -> new JsonValue.Null();
    };
  }

  private @Nullable JsonValue mismatch(String path, String type, JsonValue given) {
    mismatches.add(
        "'"
            + path
            + "' expected type '"
            + type
            + "', got unconvertible type '"
            + goType(given)
            + "'");
    return null;
  }

  private @Nullable JsonValue unparsed(String path, String type, String function, String text) {
    mismatches.add(
        "cannot parse '%s' as %s: strconv.%s: parsing \"%s\": invalid syntax"
            .formatted(path, type, function, text));
    return null;
  }

  private static String notAMap(String path, JsonValue given) {
    return "'" + path + "' expected a map, got '" + goKind(given) + "'";
  }

  private static String goKind(JsonValue given) {
    return switch (given) {
      case JsonValue.Arr _ -> "slice";
      case JsonValue.Num _ -> "float64";
      case JsonValue.Str _ -> "string";
      case JsonValue.Bool _ -> "bool";
      case JsonValue.Obj _ -> "map";
      case JsonValue.Null _ -> "invalid";
    };
  }

  private static String goType(JsonValue given) {
    return switch (given) {
      case JsonValue.Arr _ -> "[]interface {}";
      case JsonValue.Obj _ -> "map[string]interface {}";
      case JsonValue.Num _, JsonValue.Str _, JsonValue.Bool _, JsonValue.Null _ -> goKind(given);
    };
  }
}

package praetor.model.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import praetor.model.GoDuration;
import praetor.model.codec.JsonValue;
import praetor.model.codec.JsonWriter;

/** Writes config entries as the HTTP API shows them. Source: vector config-entries. */
public final class EntryJson {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private EntryJson() {}

  /** Writes an entry of a declared kind. */
  public static void write(ConfigEntry entry, JsonWriter out) {
    out.beginObject();
    content(entry, out);
    out.name("Hash").unsigned(hash(entry));
    out.name("CreateIndex").unsigned(entry.createIndex());
    out.name("ModifyIndex").unsigned(entry.modifyIndex()).endObject();
  }

  private static void content(ConfigEntry entry, JsonWriter out) {
    for (var field : EntryKinds.find(entry.kind()).orElseThrow().fields()) {
      switch (field.name()) {
        case EntryKind.KIND -> out.name(EntryKind.KIND).value(entry.kind());
        case EntryKind.NAME -> out.name(EntryKind.NAME).value(entry.name());
        default -> field(field, entry.fields().members().get(field.name()), out);
      }
    }
  }

  /** A number that differs when what the entry says differs; Consul's is another one. */
  private static long hash(ConfigEntry entry) {
    var out = JsonWriter.compact().beginObject();
    content(entry, out);
    long hash = FNV_OFFSET;
    for (byte each : out.endObject().toBytes()) {
      hash = (hash ^ (each & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  private static void field(EntryField field, @Nullable JsonValue value, JsonWriter out) {
    boolean struct = field.type() instanceof EntryType.Struct(boolean optional, _) && !optional;
    if (field.always() || struct || !isEmpty(field.type(), value)) {
      out.name(field.name());
      value(field.type(), value, out);
    }
  }

  private static boolean isEmpty(EntryType type, @Nullable JsonValue value) {
    return value == null
        || type instanceof EntryType.ListOf
            && value instanceof JsonValue.Arr(var elements)
            && elements.isEmpty();
  }

  private static void value(EntryType type, @Nullable JsonValue value, JsonWriter out) {
    switch (type) {
      case EntryType.Text() -> out.value(value instanceof JsonValue.Str(var text) ? text : "");
      case EntryType.Whole(), EntryType.Real() ->
          out.value(value == null ? new JsonValue.Num("0") : value);
      case EntryType.Flag() -> out.value(value instanceof JsonValue.Bool(boolean flag) && flag);
      case EntryType.Time() ->
          out.value(
              GoDuration.format(
                  Duration.ofNanos(
                      value instanceof JsonValue.Num(var nanos) ? Long.parseLong(nanos) : 0)));
      case EntryType.Any(), EntryType.Ignored() ->
          out.value(value == null ? new JsonValue.Null() : value);
      case EntryType.ListOf(var element) -> list(element, value, out);
      case EntryType.MapOf(var each) -> map(each, value, out);
      case EntryType.Struct(boolean optional, var fields) -> {
        if (value == null && optional) {
          out.nullValue();
        } else {
          struct(fields, value, out);
        }
      }
    }
  }

  private static void list(EntryType type, @Nullable JsonValue value, JsonWriter out) {
    if (!(value instanceof JsonValue.Arr(var elements))) {
      out.nullValue();
      return;
    }
    out.beginArray();
    elements.forEach(element -> value(type, element, out));
    out.endArray();
  }

  private static void map(EntryType type, @Nullable JsonValue value, JsonWriter out) {
    if (!(value instanceof JsonValue.Obj(var members))) {
      out.nullValue();
      return;
    }
    out.beginObject();
    members.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            member -> {
              out.name(member.getKey());
              value(type, member.getValue(), out);
            });
    out.endObject();
  }

  private static void struct(List<EntryField> fields, @Nullable JsonValue value, JsonWriter out) {
    var members = value instanceof JsonValue.Obj(var found) ? found : Map.<String, JsonValue>of();
    out.beginObject();
    fields.forEach(field -> field(field, members.get(field.name()), out));
    out.endObject();
  }
}

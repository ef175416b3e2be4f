package praetor.model.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import praetor.model.DecodeException;
import praetor.model.codec.Codecs;
import praetor.model.codec.JsonValue;
import praetor.model.codec.PackReader;
import praetor.model.codec.PackWriter;

/**
 * Writes and reads config entries in MessagePack, as commands and snapshots hold them.
 *
 * <p>Source: spec of snapshots, record 22.
 */
public final class EntryPack {
  private static final String HASH = "Hash";
  private static final String CREATE_INDEX = "CreateIndex";
  private static final String MODIFY_INDEX = "ModifyIndex";

  /** Structures without a field for the kind. */
  private static final Set<String> WITHOUT_KIND =
      Set.of(EntryKinds.EXPORTED_SERVICES, EntryKinds.MESH);

  private EntryPack() {}

  /** Writes an entry of a declared kind as one value. */
  public static void write(ConfigEntry entry, PackWriter out) {
    var kind = EntryKinds.find(entry.kind()).orElseThrow();
    if (kind.packedTwice()) {
      var inner = new PackWriter();
      map(kind, entry, inner);
      out.raw(inner.toBytes());
    } else {
      map(kind, entry, out);
    }
  }

  private static void map(EntryKind kind, ConfigEntry entry, PackWriter out) {
    var members = entry.fields().members();
    boolean saysKind = !WITHOUT_KIND.contains(entry.kind());
    out.mapHeader(members.size() + (saysKind ? 1 : 0) + (kind.isNamed() ? 1 : 0) + 2);
    if (saysKind) {
      out.string(EntryKind.KIND).string(entry.kind());
    }
    if (kind.isNamed()) {
      out.string(EntryKind.NAME).string(entry.name());
    }
    members(kind.fields(), members, out);
    out.string(CREATE_INDEX).unsigned(entry.createIndex());
    out.string(MODIFY_INDEX).unsigned(entry.modifyIndex());
  }

  private static void members(
      List<EntryField> declared, Map<String, JsonValue> members, PackWriter out) {
    members.forEach(
        (name, value) -> {
          out.string(name);
          value(typeOf(declared, name), value, out);
        });
  }

  private static @Nullable EntryType typeOf(List<EntryField> declared, String name) {
    for (var field : declared) {
      if (field.name().equals(name)) {
        return field.type();
      }
    }
    return null;
  }

  private static void value(@Nullable EntryType type, JsonValue value, PackWriter out) {
    switch (value) {
      case JsonValue.Num(var text) when type instanceof EntryType.Whole -> integer(text, out);
      case JsonValue.Num(var text) when type instanceof EntryType.Time -> integer(text, out);
      case JsonValue.Num number when type == null -> unknown(number, out);
      case JsonValue.Arr(var elements) when type instanceof EntryType.ListOf(var element) -> {
        out.arrayHeader(elements.size());
        elements.forEach(each -> value(element, each, out));
      }
      case JsonValue.Obj(var found) when type instanceof EntryType.MapOf(var each) -> {
        out.mapHeader(found.size());
        found.forEach(
            (name, member) -> {
              out.string(name);
              value(each, member, out);
            });
      }
      case JsonValue.Obj(var found) when type instanceof EntryType.Struct(_, var fields) -> {
        out.mapHeader(found.size());
        members(fields, found, out);
      }
      case JsonValue.Obj _,
          JsonValue.Arr _,
          JsonValue.Str _,
          JsonValue.Num _,
          JsonValue.Bool _,
          JsonValue.Null _ ->
          Codecs.ANY.writePack(value, out);
    }
  }

  private static void integer(String text, PackWriter out) {
    out.integer(Long.parseLong(text));
  }

  /** A number of a field that a later version declares: as it came. */
  private static void unknown(JsonValue.Num number, PackWriter out) {
    if (number.number() instanceof Long whole) {
      out.integer(whole);
    } else {
      out.float64(number.number().doubleValue());
    }
  }

  /** Reads one value that {@link #write} or a Consul has written. */
  public static ConfigEntry read(EntryKind kind, PackReader in) throws DecodeException {
    return map(kind, kind.packedTwice() ? new PackReader(in.raw()) : in);
  }

  private static ConfigEntry map(EntryKind kind, PackReader in) throws DecodeException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    long created = 0;
    long modified = 0;
    int length = in.mapHeader();
    for (int i = 0; i < length; i++) {
      var name = in.string();
      switch (name) {
        case HASH -> in.skip();
        case CREATE_INDEX -> created = in.unsigned();
        case MODIFY_INDEX -> modified = in.unsigned();
        default -> members.put(name, Codecs.ANY.readPack(in));
      }
    }
    in.end();
    return EntryDecoder.readWritten(kind, members).withIndexes(created, modified);
  }
}

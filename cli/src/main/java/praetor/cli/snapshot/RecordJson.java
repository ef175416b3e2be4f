package praetor.cli.snapshot;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import praetor.model.DecodeException;
import praetor.model.KvEntry;
import praetor.model.RegisterRequest;
import praetor.model.codec.JsonWriter;
import praetor.model.codec.PackReader;
import praetor.state.archive.RecordKind;

/**
 * Records as JSON. Those whose fields we know have the names and forms of the API; the others show
 * what is there: times and addresses as text, protobuf and other bytes that are no text in base64.
 */
final class RecordJson {
  /** Fields that are bytes whatever they hold. */
  private static final Set<String> BINARY = Set.of("Hash", "Value");

  private static final Set<Optional<RecordKind>> PROTOBUF =
      Set.of(
          Optional.of(RecordKind.PEERING),
          Optional.of(RecordKind.PEERING_TRUST_BUNDLE),
          Optional.of(RecordKind.PEERING_SECRET),
          Optional.of(RecordKind.RESOURCE));

  /** Go's form of a time: a version, seconds since the year 1, nanoseconds, a zone. */
  private static final int TIME_BYTES = 15;

  private static final long UNIX_EPOCH_SECONDS = 62_135_596_800L;

  private static final int IP_BYTES = 16;

  private RecordJson() {}

  /** Writes a record's value. */
  static void write(int type, PackReader in, JsonWriter out) throws DecodeException {
    if (type == RecordKind.REGISTER.type()) {
      RegisterRequest.SHAPE.writeJson(RegisterRequest.SHAPE.readPack(in), out);
    } else if (type == RecordKind.KVS.type()) {
      KvEntry.SHAPE.writeJson(KvEntry.SHAPE.readPack(in), out);
    } else if (PROTOBUF.contains(RecordKind.of(type))) {
      out.base64(in.raw());
    } else if (type == RecordKind.CONFIG_ENTRY.type()) {
      var request = new PackReader(in.raw());
      // The kind stands in the entry, too.
      request.skip();
      value("", request, out);
    } else {
      value("", in, out);
    }
  }

  /** Writes any value. */
  private static void value(String field, PackReader in, JsonWriter out) throws DecodeException {
    switch (in.peek()) {
      case NIL -> {
        in.skipNil();
        out.nullValue();
      }
      case BOOL -> out.value(in.bool());
      case INTEGER -> integer(in, out);
      case FLOAT -> out.value(in.float64());
      case RAW -> raw(field, in.raw(), out);
      case ARRAY -> {
        out.beginArray();
        for (int left = in.arrayHeader(); left > 0; left--) {
          value(field, in, out);
        }
        in.end();
        out.endArray();
      }
      case MAP -> map(in, out);
    }
  }

  /** A number below 0 is a signed one. */
  private static void integer(PackReader in, JsonWriter out) throws DecodeException {
    if (in.isNegative()) {
      out.value(in.integer());
    } else {
      out.unsigned(in.unsigned());
    }
  }

  private static void map(PackReader in, JsonWriter out) throws DecodeException {
    out.beginObject();
    for (int left = in.mapHeader(); left > 0; left--) {
      var key = key(in);
      out.name(key);
      value(key, in, out);
    }
    in.end();
    out.endObject();
  }

  /** Some maps have maps as keys: those show as the JSON of the key. */
  private static String key(PackReader in) throws DecodeException {
    if (in.peek() == PackReader.Kind.RAW) {
      return in.string();
    }
    var out = JsonWriter.compact();
    value("", in, out);
    return out.toText();
  }

  private static void raw(String field, byte[] bytes, JsonWriter out) throws DecodeException {
    if (BINARY.contains(field)) {
      out.base64(bytes);
    } else if (isTime(bytes)) {
      out.value(time(bytes));
    } else if (field.equals("IP") && bytes.length == IP_BYTES) {
      out.value(ip(bytes));
    } else if (field.equals("Entry") && isMap(bytes)) {
      value(field, new PackReader(bytes), out);
    } else if (isText(bytes)) {
      out.text(bytes);
    } else {
      out.base64(bytes);
    }
  }

  private static boolean isMap(byte[] bytes) throws DecodeException {
    return bytes.length > 0 && new PackReader(bytes).peek() == PackReader.Kind.MAP;
  }

  private static boolean isTime(byte[] bytes) {
    return bytes.length == TIME_BYTES && bytes[0] == 1;
  }

  private static String time(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    long seconds = buffer.getLong(1) - UNIX_EPOCH_SECONDS;
    long nanos = buffer.getInt(1 + Long.BYTES);
    boolean possible =
        seconds >= Instant.MIN.getEpochSecond() && seconds < Instant.MAX.getEpochSecond();
    return possible ? Instant.ofEpochSecond(seconds, nanos).toString() : "";
  }

  private static String ip(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}

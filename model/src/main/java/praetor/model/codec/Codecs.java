package praetor.model.codec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import praetor.model.Bytes;
import praetor.model.DecodeException;
import praetor.model.GoDuration;

/** The codecs of plain values, lists and maps. */
public final class Codecs {
  public static final Codec<String> STRING = new StringCodec();

  /** Bytes that the API shows as text: keys, which need not be UTF-8. */
  public static final Codec<Bytes> TEXT = new TextCodec();

  /** Bytes that the API shows in Base64, and null when there are none. */
  public static final Codec<Bytes> BASE64 = new Base64Codec();

  public static final Codec<Boolean> BOOL = new BoolCodec();
  public static final Codec<Integer> INT = new IntCodec();

  /** An unsigned 64-bit number in a long. */
  public static final Codec<Long> UINT64 = new UnsignedCodec();

  public static final Codec<Double> FLOAT64 = new FloatCodec();

  /** A duration in Go's text form in JSON ({@code "10s"}); numbers are nanoseconds. */
  public static final Codec<Duration> DURATION_TEXT = new DurationCodec(true);

  /** A duration that JSON shows as a number of nanoseconds; text is read too. */
  public static final Codec<Duration> DURATION_NANOS = new DurationCodec(false);

  /** Any JSON or MessagePack value: free-form configuration. */
  public static final Codec<JsonValue> ANY = new AnyCodec();

  /** A list shown as {@code []} when it is empty. */
  public static <E> Codec<List<E>> list(Codec<E> element) {
    return new ListCodec<>(element, false);
  }

  /** A list shown as {@code null} when it is empty: Go's nil slice. */
  public static <E> Codec<List<E>> nullableList(Codec<E> element) {
    return new ListCodec<>(element, true);
  }

  /** A map shown as <code>{}</code> when it is empty; names in byte order. */
  public static <V> Codec<Map<String, V>> map(Codec<V> value) {
    return new MapCodec<>(value, false);
  }

  /** A map shown as {@code null} when it is empty: Go's nil map. */
  public static <V> Codec<Map<String, V>> nullableMap(Codec<V> value) {
    return new MapCodec<>(value, true);
  }

  /** A codec under another name in errors: Go's {@code type HealthChecks []*HealthCheck}. */
  public static <V> Codec<V> named(String goType, Codec<V> codec) {
    return new NamedCodec<>(goType, codec);
  }

  /** A value that may be absent: null in JSON, nil in MessagePack. */
  public static <V> Codec<Optional<V>> optional(Codec<V> value) {
    return new OptionalCodec<>(value);
  }

  private Codecs() {}

  private static final class StringCodec implements Codec<String> {
    @Override
    public String zero() {
      return "";
    }

    @Override
    public void writeJson(String value, JsonWriter out) {
      out.value(value);
    }

    @Override
    public void writePack(String value, PackWriter out) {
      out.string(value);
    }

    @Override
    public String readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (in instanceof JsonValue.Str(var text)) {
        return text;
      }
      throw path.mismatch(in.kind(), goType());
    }

    @Override
    public String readPack(PackReader in) throws DecodeException {
      return in.string();
    }

    @Override
    public Form form() {
      return new Form.Text();
    }

    @Override
    public String goType() {
      return "string";
    }
  }

  private static final class TextCodec implements Codec<Bytes> {
    @Override
    public Bytes zero() {
      return Bytes.EMPTY;
    }

    @Override
    public void writeJson(Bytes value, JsonWriter out) {
      out.text(value.array());
    }

    @Override
    public void writePack(Bytes value, PackWriter out) {
      out.raw(value.array());
    }

    @Override
    public Bytes readJson(JsonValue in, JsonPath path) throws DecodeException {
      return Bytes.utf8(STRING.readJson(in, path));
    }

    @Override
    public Bytes readPack(PackReader in) throws DecodeException {
      return Bytes.owned(in.raw());
    }

    @Override
    public Form form() {
      return new Form.Text();
    }

    @Override
    public String goType() {
      return "string";
    }
  }

  private static final class Base64Codec implements Codec<Bytes> {
    @Override
    public Bytes zero() {
      return Bytes.EMPTY;
    }

    @Override
    public void writeJson(Bytes value, JsonWriter out) {
      if (value.isEmpty()) {
        out.nullValue();
      } else {
        out.base64(value.array());
      }
    }

    @Override
    public void writePack(Bytes value, PackWriter out) {
      if (value.isEmpty()) {
        out.nil();
      } else {
        out.raw(value.array());
      }
    }

    @Override
    public Bytes readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (!(in instanceof JsonValue.Str(var text))) {
        throw path.mismatch(in.kind(), goType());
      }
      return Bytes.owned(GoBase64.decode(text));
    }

    @Override
    public Bytes readPack(PackReader in) throws DecodeException {
      return Bytes.owned(in.raw());
    }

    @Override
    public String goType() {
      return "[]uint8";
    }
  }

  private static final class BoolCodec implements Codec<Boolean> {
    @Override
    public Boolean zero() {
      return false;
    }

    @Override
    public void writeJson(Boolean value, JsonWriter out) {
      out.value(value.booleanValue());
    }

    @Override
    public void writePack(Boolean value, PackWriter out) {
      out.bool(value);
    }

    @Override
    public Boolean readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (in instanceof JsonValue.Bool(var flag)) {
        return flag;
      }
      throw path.mismatch(in.kind(), goType());
    }

    @Override
    public Boolean readPack(PackReader in) throws DecodeException {
      return in.bool();
    }

    @Override
    public Form form() {
      return new Form.Bool();
    }

    @Override
    public String goType() {
      return "bool";
    }
  }

  private static final class IntCodec implements Codec<Integer> {
    @Override
    public Integer zero() {
      return 0;
    }

    @Override
    public void writeJson(Integer value, JsonWriter out) {
      out.value(value.longValue());
    }

    @Override
    public void writePack(Integer value, PackWriter out) {
      out.integer(value);
    }

    @Override
    public Integer readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (!(in instanceof JsonValue.Num(var text))) {
        throw path.mismatch(in.kind(), goType());
      }
      try {
        return Integer.valueOf(text);
      } catch (NumberFormatException _) {
        throw path.mismatch("number " + text, goType());
      }
    }

    @Override
    public Integer readPack(PackReader in) throws DecodeException {
      long number = in.integer();
      if (number != (int) number) {
        throw new DecodeException("MessagePack: integer " + number + " above 32 bits");
      }
      return (int) number;
    }

    @Override
    public Form form() {
      return new Form.Int();
    }

    @Override
    public String goType() {
      return "int";
    }
  }

  private static final class UnsignedCodec implements Codec<Long> {
    @Override
    public Long zero() {
      return 0L;
    }

    @Override
    public void writeJson(Long value, JsonWriter out) {
      out.unsigned(value);
    }

    @Override
    public void writePack(Long value, PackWriter out) {
      out.unsigned(value);
    }

    @Override
    public Long readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (!(in instanceof JsonValue.Num(var text))) {
        throw path.mismatch(in.kind(), goType());
      }
      try {
        return Long.parseUnsignedLong(text);
      } catch (NumberFormatException _) {
        throw path.mismatch("number " + text, goType());
      }
    }

    @Override
    public Long readPack(PackReader in) throws DecodeException {
      return in.unsigned();
    }

    @Override
    public Form form() {
      return new Form.Uint();
    }

    @Override
    public String goType() {
      return "uint64";
    }
  }

  private static final class FloatCodec implements Codec<Double> {
    @Override
    public Double zero() {
      return 0.0;
    }

    @Override
    public void writeJson(Double value, JsonWriter out) {
      out.value(value.doubleValue());
    }

    @Override
    public void writePack(Double value, PackWriter out) {
      out.float64(value);
    }

    @Override
    public Double readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (in instanceof JsonValue.Num(var text)) {
        double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
          throw path.mismatch("number " + text, goType());
        }
        return number;
      }
      throw path.mismatch(in.kind(), goType());
    }

    @Override
    public Double readPack(PackReader in) throws DecodeException {
      return in.float64();
    }

    @Override
    public Form form() {
      return new Form.Real();
    }

    @Override
    public String goType() {
      return "float64";
    }
  }

  private record DurationCodec(boolean asText) implements Codec<Duration> {
    @Override
    public Duration zero() {
      return Duration.ZERO;
    }

    @Override
    public void writeJson(Duration value, JsonWriter out) {
      if (asText) {
        out.value(GoDuration.format(value));
      } else {
        out.value(value.toNanos());
      }
    }

    @Override
    public void writePack(Duration value, PackWriter out) {
      out.integer(value.toNanos());
    }

    @Override
    public Duration readJson(JsonValue in, JsonPath path) throws DecodeException {
      return switch (in) {
        case JsonValue.Str(var text) -> GoDuration.parse(text);
        case JsonValue.Num(var text) -> Duration.ofNanos(nanos(text));
        // Consul's decoder looks for text and numbers and passes over the rest.
        case JsonValue.Obj _, JsonValue.Arr _, JsonValue.Bool _, JsonValue.Null _ -> zero();
      };
    }

    // Go reads these numbers as float64: what is not whole loses its fraction.
    private static long nanos(String number) {
      try {
        return Long.parseLong(number);
      } catch (NumberFormatException _) {
        return (long) Double.parseDouble(number);
      }
    }

    @Override
    public Duration readPack(PackReader in) throws DecodeException {
      return Duration.ofNanos(in.integer());
    }

    @Override
    public String goType() {
      return "time.Duration";
    }
  }

  private static final class AnyCodec implements Codec<JsonValue> {
    @Override
    public JsonValue zero() {
      return new JsonValue.Null();
    }

    @Override
    public void writeJson(JsonValue value, JsonWriter out) {
      out.value(value);
    }

    @Override
    public void writePack(JsonValue value, PackWriter out) {
      switch (value) {
        case JsonValue.Obj(var members) -> {
          out.mapHeader(members.size());
          members.forEach(
              (name, member) -> {
                out.string(name);
                writePack(member, out);
              });
        }
        case JsonValue.Arr(var elements) -> {
          out.arrayHeader(elements.size());
          elements.forEach(element -> writePack(element, out));
        }
        case JsonValue.Str(var text) -> out.string(text);
        // Go's decoder holds every number of free-form JSON as a float64.
        case JsonValue.Num(var text) -> out.float64(Double.parseDouble(text));
        case JsonValue.Bool(var flag) -> out.bool(flag);
        case JsonValue.Null() -> out.nil();
      }
    }

    /** Gives what Go's decoder would keep: numbers as float64, names of objects in order. */
    @Override
    public JsonValue readJson(JsonValue in, JsonPath path) throws DecodeException {
      return switch (in) {
        case JsonValue.Obj(var members) -> {
          Map<String, JsonValue> sorted = new TreeMap<>();
          for (var member : members.entrySet()) {
            sorted.put(member.getKey(), readJson(member.getValue(), path));
          }
          yield new JsonValue.Obj(sorted);
        }
        case JsonValue.Arr(var elements) -> {
          List<JsonValue> read = new ArrayList<>(elements.size());
          for (var element : elements) {
            read.add(readJson(element, path));
          }
          yield new JsonValue.Arr(read);
        }
        case JsonValue.Num _ -> new JsonValue.Num(GoNumbers.format(FLOAT64.readJson(in, path)));
        case JsonValue.Str _, JsonValue.Bool _, JsonValue.Null _ -> in;
      };
    }

    @Override
    public JsonValue readPack(PackReader in) throws DecodeException {
      return switch (in.peek()) {
        case NIL -> {
          in.skip();
          yield new JsonValue.Null();
        }
        case BOOL -> new JsonValue.Bool(in.bool());
        case INTEGER -> new JsonValue.Num(Long.toString(in.integer()));
        case FLOAT -> new JsonValue.Num(GoNumbers.format(in.float64()));
        case RAW -> new JsonValue.Str(in.string());
        case ARRAY -> new JsonValue.Arr(readElements(in));
        case MAP -> new JsonValue.Obj(readMembers(in));
      };
    }

    private List<JsonValue> readElements(PackReader in) throws DecodeException {
      int length = in.arrayHeader();
      List<JsonValue> elements = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        elements.add(readPack(in));
      }
      in.end();
      return elements;
    }

    private Map<String, JsonValue> readMembers(PackReader in) throws DecodeException {
      int length = in.mapHeader();
      Map<String, JsonValue> members = new TreeMap<>();
      for (int i = 0; i < length; i++) {
        var name = in.string();
        members.put(name, readPack(in));
      }
      in.end();
      return members;
    }

    @Override
    public String goType() {
      return "interface {}";
    }
  }

  private record ListCodec<E>(Codec<E> element, boolean nullWhenEmpty) implements Codec<List<E>> {
    @Override
    public List<E> zero() {
      return List.of();
    }

    @Override
    public boolean isEmpty(List<E> value) {
      return value.isEmpty();
    }

    @Override
    public void writeJson(List<E> value, JsonWriter out) {
      if (nullWhenEmpty && value.isEmpty()) {
        out.nullValue();
        return;
      }
      out.beginArray();
      for (var each : value) {
        element.writeJson(each, out);
      }
      out.endArray();
    }

    @Override
    public void writePack(List<E> value, PackWriter out) {
      if (nullWhenEmpty && value.isEmpty()) {
        out.nil();
        return;
      }
      out.arrayHeader(value.size());
      for (int i = 0; i < value.size(); i++) {
        element.writePack(value.get(i), out);
      }
    }

    @Override
    public List<E> readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (!(in instanceof JsonValue.Arr(var values))) {
        throw path.mismatch(in.kind(), goType());
      }
      List<E> elements = new ArrayList<>(values.size());
      for (var value : values) {
        elements.add(
            value instanceof JsonValue.Null ? element.zero() : element.readJson(value, path));
      }
      return List.copyOf(elements);
    }

    @Override
    public List<E> readPack(PackReader in) throws DecodeException {
      int length = in.arrayHeader();
      List<E> elements = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        elements.add(in.skipNil() ? element.zero() : element.readPack(in));
      }
      in.end();
      return List.copyOf(elements);
    }

    @Override
    public Form form() {
      return new Form.ListOf(element.form());
    }

    @Override
    public String goType() {
      return "[]" + element.goType();
    }
  }

  private record MapCodec<V>(Codec<V> value, boolean nullWhenEmpty)
      implements Codec<Map<String, V>> {
    @Override
    public Map<String, V> zero() {
      return Map.of();
    }

    @Override
    public boolean isEmpty(Map<String, V> map) {
      return map.isEmpty();
    }

    @Override
    public void writeJson(Map<String, V> map, JsonWriter out) {
      if (nullWhenEmpty && map.isEmpty()) {
        out.nullValue();
        return;
      }
      out.beginObject();
      map.forEach(
          (name, entry) -> {
            out.name(name);
            value.writeJson(entry, out);
          });
      out.endObject();
    }

    @Override
    public void writePack(Map<String, V> map, PackWriter out) {
      if (nullWhenEmpty && map.isEmpty()) {
        out.nil();
        return;
      }
      out.mapHeader(map.size());
      map.forEach(
          (name, entry) -> {
            out.string(name);
            value.writePack(entry, out);
          });
    }

    @Override
    public Map<String, V> readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (!(in instanceof JsonValue.Obj(var members))) {
        throw path.mismatch(in.kind(), goType());
      }
      Map<String, V> map = new TreeMap<>();
      for (var member : members.entrySet()) {
        var json = member.getValue();
        map.put(
            member.getKey(),
            json instanceof JsonValue.Null ? value.zero() : value.readJson(json, path));
      }
      return frozen(map);
    }

    @Override
    public Map<String, V> readPack(PackReader in) throws DecodeException {
      int length = in.mapHeader();
      Map<String, V> map = new TreeMap<>();
      for (int i = 0; i < length; i++) {
        var name = in.string();
        map.put(name, in.skipNil() ? value.zero() : value.readPack(in));
      }
      in.end();
      return frozen(map);
    }

    private static <V> Map<String, V> frozen(Map<String, V> map) {
      return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(map);
    }

    @Override
    public Form form() {
      return new Form.MapOf(value.form());
    }

    @Override
    public String goType() {
      return "map[string]" + value.goType();
    }
  }

  private record OptionalCodec<V>(Codec<V> value) implements Codec<Optional<V>> {
    @Override
    public Optional<V> zero() {
      return Optional.empty();
    }

    @Override
    public void writeJson(Optional<V> maybe, JsonWriter out) {
      maybe.ifPresentOrElse(present -> value.writeJson(present, out), out::nullValue);
    }

    @Override
    public void writePack(Optional<V> maybe, PackWriter out) {
      maybe.ifPresentOrElse(present -> value.writePack(present, out), out::nil);
    }

    @Override
    public Optional<V> readJson(JsonValue in, JsonPath path) throws DecodeException {
      return Optional.of(value.readJson(in, path));
    }

    @Override
    public Optional<V> readPack(PackReader in) throws DecodeException {
      return Optional.of(value.readPack(in));
    }

    @Override
    public Form form() {
      return new Form.Maybe(value.form());
    }

    @Override
    public String goType() {
      return value.goType();
    }
  }

  private record NamedCodec<V>(String goType, Codec<V> codec) implements Codec<V> {
    @Override
    public V zero() {
      return codec.zero();
    }

    @Override
    public boolean isEmpty(V value) {
      return codec.isEmpty(value);
    }

    @Override
    public Form form() {
      return codec.form();
    }

    @Override
    public void writeJson(V value, JsonWriter out) {
      codec.writeJson(value, out);
    }

    @Override
    public void writePack(V value, PackWriter out) {
      codec.writePack(value, out);
    }

    @Override
    public V readJson(JsonValue in, JsonPath path) throws DecodeException {
      if (!fits(in)) {
        throw path.mismatch(in.kind(), goType);
      }
      return codec.readJson(in, path);
    }

    private boolean fits(JsonValue in) {
      return switch (codec.form()) {
        case Form.Text() -> in instanceof JsonValue.Str;
        case Form.ListOf _ -> in instanceof JsonValue.Arr;
        case Form.MapOf _, Form.Struct _ -> in instanceof JsonValue.Obj;
        case Form.Bool(), Form.Int(), Form.Uint(), Form.Real(), Form.Maybe _, Form.Opaque() -> true;
      };
    }

    @Override
    public V readPack(PackReader in) throws DecodeException {
      return codec.readPack(in);
    }
  }
}

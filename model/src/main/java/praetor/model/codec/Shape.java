package praetor.model.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import praetor.model.Bytes;
import praetor.model.DecodeException;

/**
 * The fields of a record, declared once in the order in which JSON shows them.
 *
 * <p>JSON names match without regard to case when read; MessagePack names exactly, written in byte
 * order. What is absent or null takes its codec's zero. A record's shape is its constant {@code
 * SHAPE}. Safe for any thread.
 */
public final class Shape<T> implements Codec<T> {
  /** One field; filters reach it by name. */
  public sealed interface Field<T, V> {
    String name();

    Codec<V> codec();

    Use use();

    /** The value in a record. */
    V of(T record);

    /** Writes name and value, or nothing where an empty one is left out. */
    void writeJson(T record, JsonWriter out);

    /** Writes name and value. */
    void writePack(T record, PackWriter out);

    /** Passes over the name if it is next. */
    boolean takeName(PackReader in);

    /** The same field with another codec. */
    Field<T, V> with(Codec<V> other);
  }

  /** A name as it stands in JSON and in MessagePack. */
  private record Name(String text, Bytes json, Bytes pack) {
    static Name of(String text) {
      return new Name(
          text,
          Bytes.owned(JsonWriter.encodedName(text)),
          Bytes.owned(PackWriter.encodedName(text)));
    }
  }

  /** A field of any type. */
  private record ValueField<T, V>(Name encoded, Codec<V> codec, Function<T, V> getter, Use use)
      implements Field<T, V> {
    @Override
    public String name() {
      return encoded.text();
    }

    @Override
    public V of(T record) {
      return getter.apply(record);
    }

    @Override
    public void writeJson(T record, JsonWriter out) {
      V value = getter.apply(record);
      if (!use.leavesOutEmpty() || !codec.isEmpty(value)) {
        out.name(encoded.json().array());
        codec.writeJson(value, out);
      }
    }

    @Override
    public void writePack(T record, PackWriter out) {
      out.name(encoded.pack().array());
      codec.writePack(getter.apply(record), out);
    }

    @Override
    public boolean takeName(PackReader in) {
      return in.take(encoded.pack().array());
    }

    @Override
    public Field<T, V> with(Codec<V> other) {
      return new ValueField<>(encoded, other, getter, use);
    }
  }

  /** An unsigned number: nearly every record has some, and none is boxed to write it. */
  private record UintField<T>(Name encoded, ToLongFunction<T> getter, Use use)
      implements Field<T, Long> {
    @Override
    public String name() {
      return encoded.text();
    }

    @Override
    public Codec<Long> codec() {
      return Codecs.UINT64;
    }

    @Override
    public Long of(T record) {
      return getter.applyAsLong(record);
    }

    @Override
    public void writeJson(T record, JsonWriter out) {
      long value = getter.applyAsLong(record);
      if (value != 0 || !use.leavesOutEmpty()) {
        out.name(encoded.json().array());
        out.unsigned(value);
      }
    }

    @Override
    public void writePack(T record, PackWriter out) {
      out.name(encoded.pack().array());
      out.unsigned(getter.applyAsLong(record));
    }

    @Override
    public boolean takeName(PackReader in) {
      return in.take(encoded.pack().array());
    }

    @Override
    public Field<T, Long> with(Codec<Long> other) {
      return new ValueField<>(encoded, other, this::of, use);
    }
  }

  /** A field of a record within the record. */
  private record EmbeddedField<T, E, V>(Field<E, V> inner, Function<T, E> getter)
      implements Field<T, V> {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public Codec<V> codec() {
      return inner.codec();
    }

    @Override
    public Use use() {
      return inner.use();
    }

    @Override
    public V of(T record) {
      return inner.of(getter.apply(record));
    }

    @Override
    public void writeJson(T record, JsonWriter out) {
      inner.writeJson(getter.apply(record), out);
    }

    @Override
    public void writePack(T record, PackWriter out) {
      inner.writePack(getter.apply(record), out);
    }

    @Override
    public boolean takeName(PackReader in) {
      return inner.takeName(in);
    }

    @Override
    public Field<T, V> with(Codec<V> other) {
      return new EmbeddedField<>(inner.with(other), getter);
    }
  }

  /** A shape within the shape: its fields stand from that place on. */
  private record Part(int from, Shape<?> shape) {
    int end() {
      return from + shape.fields.size();
    }
  }

  /** Where a field appears. */
  public enum Use {
    /** Always, in JSON and MessagePack. */
    ALWAYS,
    /** In JSON only when it is not empty. */
    NOT_EMPTY,
    /** In MessagePack alone. */
    PACK_ONLY,
    /** In JSON alone. */
    JSON_ONLY,
    /** In JSON alone, and there only when it is not empty. */
    JSON_NOT_EMPTY;

    private boolean leavesOutEmpty() {
      return this == NOT_EMPTY || this == JSON_NOT_EMPTY;
    }
  }

  private final String goType;
  private final String struct;
  private final List<Field<T, ?>> fields;
  private final List<Part> parts;
  private final Field<T, ?>[] jsonFields;
  // In the order of their names, with their places among all fields.
  private final Field<T, ?>[] packFields;
  private final int[] packPlaces;
  private final Map<String, Integer> byJsonName = new HashMap<>();
  private final Map<String, Integer> byPackName = new HashMap<>();
  private final Function<Values, T> constructor;
  private final Set<String> unfiltered;
  private final JsonPath.@Nullable Unknown selfDecoding;
  private @Nullable T zero;
  private @Nullable Bytes zeroJson;

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no array of a generic type
  private Shape(Builder<T> builder, Function<Values, T> constructor) {
    this.goType = builder.goType;
    this.struct = goType.substring(goType.lastIndexOf('.') + 1);
    this.fields = List.copyOf(builder.fields);
    this.parts = List.copyOf(builder.parts);
    this.constructor = constructor;
    this.unfiltered = Set.copyOf(builder.unfiltered);
    this.selfDecoding = builder.selfDecoding;
    var order = new ArrayList<Integer>();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      if (field.use() != Use.PACK_ONLY) {
        byJsonName.put(field.name(), i);
        byJsonName.put(fold(field.name()), i);
      }
      if (field.use() != Use.JSON_ONLY && field.use() != Use.JSON_NOT_EMPTY) {
        order.add(i);
      }
    }
    builder.aliases.forEach((alias, name) -> byJsonName.put(fold(alias), index(name)));
    order.sort((a, b) -> fields.get(a).name().compareTo(fields.get(b).name()));
    this.packFields = order.stream().map(fields::get).toArray(Field[]::new);
    this.packPlaces = order.stream().mapToInt(Integer::intValue).toArray();
    for (int i = 0; i < packFields.length; i++) {
      byPackName.put(packFields[i].name(), i);
    }
    this.jsonFields = fields.stream().filter(f -> f.use() != Use.PACK_ONLY).toArray(Field[]::new);
  }

  /**
   * Begins a shape.
   *
   * @param goType the type's name in the errors of Consul's decoder: {@code
   *     structs.RegisterRequest}
   */
  public static <T> Builder<T> of(String goType) {
    return new Builder<>(goType);
  }

  /** The same shape with another codec for one field: another form of the same value. */
  public <V> Shape<T> with(String name, Codec<V> codec) {
    var changed = new Builder<T>(goType);
    for (var field : fields) {
      changed.fields.add(field.name().equals(name) ? recoded(field, codec) : field);
    }
    changed.parts.addAll(parts);
    changed.unfiltered.addAll(unfiltered);
    changed.selfDecoding = selfDecoding;
    return new Shape<>(changed, constructor);
  }

  @SuppressWarnings("unchecked") // the caller knows the field's type, as whoever declared it did
  private static <T, V> Field<T, V> recoded(Field<T, ?> field, Codec<V> codec) {
    return ((Field<T, V>) field).with(codec);
  }

  /** Collects the fields of a shape. */
  public static final class Builder<T> {
    private final String goType;
    private final List<Field<T, ?>> fields = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Set<String> unfiltered = new HashSet<>();
    private JsonPath.@Nullable Unknown selfDecoding;

    private Builder(String goType) {
      this.goType = goType;
    }

    public <V> Builder<T> field(String name, Codec<V> codec, Function<T, V> getter) {
      return field(name, codec, getter, Use.ALWAYS);
    }

    public <V> Builder<T> field(String name, Codec<V> codec, Function<T, V> getter, Use use) {
      fields.add(new ValueField<>(Name.of(name), codec, getter, use));
      return this;
    }

    /** An unsigned 64-bit number, which is not boxed on its way to JSON. */
    public Builder<T> uint64(String name, ToLongFunction<T> getter) {
      return uint64(name, getter, Use.ALWAYS);
    }

    public Builder<T> uint64(String name, ToLongFunction<T> getter, Use use) {
      fields.add(new UintField<>(Name.of(name), getter, use));
      return this;
    }

    /**
     * The fields of a record within the record, as if they were its own: Go's embedded structs. The
     * constructor is handed the inner record.
     */
    public <E> Builder<T> embed(Shape<E> shape, Function<T, E> getter) {
      parts.add(new Part(fields.size(), shape));
      shape.fields.forEach(field -> fields.add(new EmbeddedField<>(field, getter)));
      unfiltered.addAll(shape.unfiltered);
      return this;
    }

    /** Another JSON name under which a field is read: {@code enable_tag_override}. */
    public Builder<T> alias(String alias, String name) {
      aliases.put(alias, name);
      return this;
    }

    /** Names the fields that filters may not ask for. */
    public Builder<T> unfiltered(String... names) {
      unfiltered.addAll(List.of(names));
      return this;
    }

    /**
     * Marks a Go type that decodes itself: its errors name an Alias, and it has its own way with
     * unknown names.
     */
    public Builder<T> selfDecoding(JsonPath.Unknown unknown) {
      selfDecoding = unknown;
      return this;
    }

    /** Ends the shape with a constructor that takes the values in the order of the fields. */
    public Shape<T> build(Function<Values, T> constructor) {
      return new Shape<>(this, constructor);
    }
  }

  /** The values read for a record, handed out in the order of the fields. */
  public static final class Values {
    private final @Nullable Object[] values;
    private int next;

    private Values(@Nullable Object[] values) {
      this.values = values;
    }

    /** The next field's value. Its type is the field's, which the shape's declaration fixes. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
    public <V> V next() {
      return (V) values[next++];
    }
  }

  public List<Field<T, ?>> fields() {
    return fields;
  }

  /** The field of that exact name. */
  public Optional<Field<T, ?>> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  /** The field of that exact name, if filters may ask for it. */
  public Optional<Field<T, ?>> filteredField(String name) {
    return unfiltered.contains(name) ? Optional.empty() : field(name);
  }

  /** A whole document, strict about names that the shape does not have. */
  public T parseJson(byte[] document) throws DecodeException {
    return parse(document, JsonPath.strict());
  }

  /** A whole document in which {@code null} is the zero value. */
  public T parse(byte[] document, JsonPath path) throws DecodeException {
    var value = JsonReader.read(document);
    return value instanceof JsonValue.Null ? zero() : readJson(value, path);
  }

  public byte[] toPack(T record) {
    var out = new PackWriter();
    writePack(record, out);
    return out.toBytes();
  }

  public byte[] toJson(T record) {
    var out = JsonWriter.compact();
    writeJson(record, out);
    return out.toBytes();
  }

  @Override
  public T zero() {
    var known = zero;
    if (known == null) {
      known = construct(new Object[fields.size()]);
      zero = known;
    }
    return known;
  }

  @Override
  public boolean isEmpty(T record) {
    return isZero(record) || record.equals(zero());
  }

  @Override
  public void writeJson(T record, JsonWriter out) {
    if (!out.isPretty() && isZero(record)) {
      out.encoded(zeroJson());
    } else {
      writeObject(record, out);
    }
  }

  // Most records hold parts that were never set, and those are the one of zero().
  @SuppressWarnings("ReferenceEquality")
  private boolean isZero(T record) {
    return record == zero();
  }

  private byte[] zeroJson() {
    var known = zeroJson;
    if (known == null) {
      var out = JsonWriter.compact();
      writeObject(zero(), out);
      known = Bytes.owned(out.toBytes());
      zeroJson = known;
    }
    return known.array();
  }

  private void writeObject(T record, JsonWriter out) {
    out.beginObject();
    writeMembers(record, out);
    out.endObject();
  }

  /** Writes the fields into an object that the caller has begun: Go's embedded structs. */
  public void writeMembers(T record, JsonWriter out) {
    for (var field : jsonFields) {
      field.writeJson(record, out);
    }
  }

  @Override
  public void writePack(T record, PackWriter out) {
    out.mapHeader(packFields.length);
    for (var field : packFields) {
      field.writePack(record, out);
    }
  }

  @Override
  public T readJson(JsonValue in, JsonPath path) throws DecodeException {
    if (!(in instanceof JsonValue.Obj(var members))) {
      throw path.mismatch(in.kind(), goType);
    }
    var inside = selfDecoding == null ? path : path.alias(selfDecoding);
    var values = new @Nullable Object[fields.size()];
    for (var member : members.entrySet()) {
      var index = jsonIndex(member.getKey());
      if (index == null) {
        if (inside.unknown() == JsonPath.Unknown.REFUSED) {
          throw inside.unknownField(member.getKey());
        }
      } else if (!(member.getValue() instanceof JsonValue.Null)) {
        var field = fields.get(index);
        values[index] =
            field.codec().readJson(member.getValue(), inside.field(struct, field.name()));
      }
    }
    return construct(values);
  }

  @Override
  public T readPack(PackReader in) throws DecodeException {
    var values = new @Nullable Object[fields.size()];
    int pairs = in.mapHeader();
    // Whoever writes a record writes its fields in this order.
    int expected = 0;
    for (int i = 0; i < pairs; i++) {
      int known = packField(in, expected);
      if (known < 0) {
        in.skipUnknown();
      } else {
        expected = known + 1;
        if (!in.skipNil()) {
          values[packPlaces[known]] = packFields[known].codec().readPack(in);
        }
      }
    }
    in.end();
    return construct(values);
  }

  /** Reads a name and tells which of the packed fields it is; -1 for an unknown one. */
  private int packField(PackReader in, int expected) throws DecodeException {
    if (expected < packFields.length && packFields[expected].takeName(in)) {
      return expected;
    }
    return byPackName.getOrDefault(in.string(), -1);
  }

  private T construct(@Nullable Object[] values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        values[i] = fields.get(i).codec().zero();
      }
    }
    return constructor.apply(new Values(parts.isEmpty() ? values : joined(values)));
  }

  /** The values with each inner record in the place of its fields. */
  private @Nullable Object[] joined(@Nullable Object[] values) {
    var joined = new ArrayList<@Nullable Object>(values.length);
    int at = 0;
    for (var part : parts) {
      joined.addAll(Arrays.asList(values).subList(at, part.from()));
      joined.add(part.shape().construct(Arrays.copyOfRange(values, part.from(), part.end())));
      at = part.end();
    }
    joined.addAll(Arrays.asList(values).subList(at, values.length));
    return joined.toArray();
  }

  private int index(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no field " + name + " in " + goType);
  }

  private @Nullable Integer jsonIndex(String name) {
    var exact = byJsonName.get(name);
    return exact != null ? exact : byJsonName.get(fold(name));
  }

  // Go folds case letter by letter and knows the long s and the Kelvin sign.
  private static String fold(String name) {
    var folded = name.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return new String(folded);
  }

  @Override
  public Form form() {
    return new Form.Struct(this);
  }

  @Override
  public String goType() {
    return goType;
  }
}

package praetor.template.lang;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A map in the order of its keys, as Go prints and ranges over it. Mutable: some functions change
 * the map they get. Owned by the template that runs.
 */
public final class MapValue implements Value {
  public static final String ANY = "map[string]interface {}";
  public static final String OF_ANY_KEYS = "map[interface {}]interface {}";
  public static final String STRINGS = "map[string]string";

  private static final Comparator<Value> ORDER =
      Comparator.<Value>comparingInt(MapValue::rank).thenComparing(MapValue::compareAlike);

  private final String type;
  private final boolean nil;
  private final TreeMap<Value, Value> entries = new TreeMap<>(ORDER);

  public MapValue(String type) {
    this(type, false);
  }

  private MapValue(String type, boolean nil) {
    this.type = type;
    this.nil = nil;
  }

  /** A map from text to anything. */
  public static MapValue ofAny() {
    return new MapValue(ANY);
  }

  /** A map that is not there: it reads as an empty one, and is {@code null} in JSON. */
  public static MapValue nil(String type) {
    return new MapValue(type, true);
  }

  public static MapValue texts(Map<String, String> texts) {
    var map = new MapValue(STRINGS);
    texts.forEach((key, text) -> map.put(key, Values.text(text)));
    return map;
  }

  @Override
  public String type() {
    return type;
  }

  public boolean isNil() {
    return nil;
  }

  /** Whether a value may be of any type. */
  public boolean isOfAny() {
    return elementType().equals("interface {}");
  }

  /** Name of the type of values. */
  public String elementType() {
    return type.substring(type.indexOf(']') + 1);
  }

  /** Whether a key may be of any type. */
  public boolean hasAnyKeys() {
    return type.equals(OF_ANY_KEYS);
  }

  /** Name of the type of keys. */
  public String keyType() {
    return hasAnyKeys() ? "interface {}" : type.substring(4, type.indexOf(']'));
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  public int size() {
    return entries.size();
  }

  public Optional<Value> get(Value key) {
    return Optional.ofNullable(entries.get(key));
  }

  public Optional<Value> get(String key) {
    return get(Values.text(key));
  }

  public void put(Value key, Value value) {
    entries.put(key, value);
  }

  public void put(String key, Value value) {
    entries.put(Values.text(key), value);
  }

  public void remove(String key) {
    entries.remove(Values.text(key));
  }

  public SequencedMap<Value, Value> entries() {
    return entries;
  }

  /** A value as a template sees it. */
  Value seen(Value value) {
    return isOfAny() ? new Boxed(value) : value;
  }

  /** What a key that is not there gives. */
  public Value zero() {
    if (isOfAny()) {
      return new Boxed(Values.NIL);
    }
    var element = elementType();
    if (element.equals("string")) {
      return Values.EMPTY;
    }
    if (element.startsWith("map[")) {
      return nil(element);
    }
    return element.startsWith("[]") ? ListValue.nil(element) : Values.NIL;
  }

  /** A map of its own with the same entries. */
  public MapValue copy() {
    var copy = new MapValue(type);
    copy.entries.putAll(entries);
    return copy;
  }

  /**
   * Kinds of keys stand together. Source: documentation of Go's fmt, "Printing", maps; the order of
   * kinds is that of consul-template 0.42.1.
   */
  private static int rank(Value key) {
    return switch (key) {
      case Nil _ -> 0;
      case Text _ -> 1;
      case Int(_, var kind) -> kind.unsigned() ? 2 : 3;
      case Real _ -> 4;
      case Complex _ -> 5;
      case Bool _ -> 6;
      case NilPointer _, Boxed _, Opaque _, ListValue _, MapValue _, StructValue _ -> 7;
    };
  }

  private static int compareAlike(Value a, Value b) {
    return switch (a) {
      case Int(long x, var kind) when b instanceof Int(long y, _) ->
          kind.unsigned() ? Long.compareUnsigned(x, y) : Long.compare(x, y);
      case Real(double x) when b instanceof Real(double y) -> Double.compare(x, y);
      case Bool(boolean x) when b instanceof Bool(boolean y) -> Boolean.compare(x, y);
      case Text(String x) when b instanceof Text(String y) -> GoText.compare(x, y);
      case Complex(double x, double i) when b instanceof Complex(double y, double j) ->
          x == y ? Double.compare(i, j) : Double.compare(x, y);
      case Nil _ -> 0;
      case Int _, Real _, Bool _, Text _, Complex _ -> 0;
      case NilPointer _, Boxed _, Opaque _, ListValue _, MapValue _, StructValue _ ->
          Integer.compare(System.identityHashCode(a), System.identityHashCode(b));
    };
  }
}

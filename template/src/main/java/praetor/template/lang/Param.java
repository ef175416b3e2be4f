package praetor.template.lang;

import praetor.template.lang.Value.IntKind;

/** Types of parameters: what they take, and what they make of a nil. */
public enum Param {
  /** Anything. */
  ANY("interface {}", true),
  /** Anything, and whether it was known as more than {@code interface {}}. */
  VALUE("reflect.Value", true),
  STRING("string", false),
  BOOL("bool", false),
  INT("int", false),
  INT64("int64", false),
  UINT64("uint64", false),
  FLOAT("float64", false),
  LIST(ListValue.ANY, true),
  STRINGS(ListValue.STRINGS, true),
  BYTES(ListValue.BYTES, true),
  MAP(MapValue.ANY, true),
  STRING_MAP(MapValue.STRINGS, true),
  PAIRS("[]*dependency.KeyPair", true),
  SERVICES("[]*dependency.HealthService", true),
  TIME("time.Time", false);

  private final String goName;
  private final boolean nullable;

  Param(String goName, boolean nullable) {
    this.goName = goName;
    this.nullable = nullable;
  }

  public String goName() {
    return goName;
  }

  boolean takesNil() {
    return nullable;
  }

  /** What a nil is for it. */
  Value zero() {
    return switch (this) {
      case LIST, STRINGS, BYTES, PAIRS, SERVICES -> ListValue.nil(goName);
      case MAP, STRING_MAP -> MapValue.nil(goName);
      case ANY, VALUE, STRING, BOOL, INT, INT64, UINT64, FLOAT, TIME -> Values.NIL;
    };
  }

  /** Whether a value can be assigned to it. */
  boolean takes(Value value) {
    return switch (this) {
      case ANY, VALUE -> true;
      case STRING -> value instanceof Value.Text;
      case BOOL -> value instanceof Value.Bool;
      case INT -> isInt(value, IntKind.INT);
      case INT64 -> isInt(value, IntKind.INT64);
      case UINT64 -> isInt(value, IntKind.UINT64);
      case FLOAT -> value instanceof Value.Real;
      // A named slice of strings is as good as an unnamed one.
      case STRINGS -> value.type().equals(goName) || value.type().equals("dependency.ServiceTags");
      case LIST, BYTES, MAP, STRING_MAP, PAIRS, SERVICES, TIME -> value.type().equals(goName);
    };
  }

  private static boolean isInt(Value value, IntKind wanted) {
    return value instanceof Value.Int(_, var kind) && kind == wanted;
  }
}

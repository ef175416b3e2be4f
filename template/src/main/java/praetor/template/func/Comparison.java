package praetor.template.func;

import java.util.List;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFormat;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * eq, lt and their kin.
 *
 * <p>Source: documentation of Go's text/template, "Functions"; error texts of Go 1.26.
 */
final class Comparison {
  private enum Kind {
    NONE,
    BOOL,
    COMPLEX,
    INT,
    UINT,
    FLOAT,
    TEXT
  }

  private Comparison() {}

  private static Kind kind(Value value) {
    return switch (value) {
      case Value.Bool _ -> Kind.BOOL;
      case Value.Complex _ -> Kind.COMPLEX;
      case Value.Int(_, var kind) -> kind.unsigned() ? Kind.UINT : Kind.INT;
      case Value.Real _ -> Kind.FLOAT;
      case Value.Text _ -> Kind.TEXT;
      default -> Kind.NONE;
    };
  }

  /** Whether the first equals any of the others. */
  static Value eq(List<Value> args) throws FunctionException {
    if (args.size() < 2) {
      throw new FunctionException("missing argument for comparison");
    }
    for (var other : args.subList(1, args.size())) {
      if (equal(args.getFirst(), other)) {
        return Values.TRUE;
      }
    }
    return Values.FALSE;
  }

  static boolean equal(Value first, Value second) throws FunctionException {
    var a = first.open();
    var b = second.open();
    var kind = kind(a);
    if (kind != kind(b)) {
      return equalOfKinds(a, b);
    }
    return kind == Kind.NONE ? equalOthers(a, b) : a.equals(b) || sameNumber(a, b);
  }

  private static boolean sameNumber(Value a, Value b) {
    return a instanceof Value.Int(long x, _) && b instanceof Value.Int(long y, _) && x == y
        || a instanceof Value.Real(double r) && b instanceof Value.Real(double s) && r == s;
  }

  private static boolean equalOfKinds(Value a, Value b) throws FunctionException {
    if (a instanceof Value.Int(long x, _) && b instanceof Value.Int(long y, _)) {
      return x == y && x >= 0;
    }
    if (a instanceof Value.Nil || b instanceof Value.Nil) {
      return false;
    }
    throw incompatible(a, b);
  }

  private static boolean equalOthers(Value a, Value b) throws FunctionException {
    boolean nilA = isNil(a);
    boolean nilB = isNil(b);
    if (nilA || nilB) {
      return nilA == nilB;
    }
    if (!shape(a).equals(shape(b))) {
      throw new FunctionException(
          "non-comparable types "
              + GoFormat.printf("%s: %v, %s: %v", List.of(a, text(a), text(b), b)));
    }
    if (b instanceof ListValue list && !list.isChannel() || b instanceof MapValue) {
      throw new FunctionException(
          "non-comparable type " + GoFormat.printf("%s", List.of(b)) + ": " + b.type());
    }
    return a.equals(b);
  }

  private static Value text(Value value) {
    return Values.text(value.type());
  }

  /** Go's kind of a type that is no basic one. */
  private static String shape(Value value) {
    var type = value.type();
    if (type.startsWith("*")) {
      return "pointer";
    }
    return switch (value) {
      case ListValue list -> list.isChannel() ? "channel" : "slice";
      case MapValue _ -> "map";
      default -> "struct";
    };
  }

  private static boolean isNil(Value value) {
    return value instanceof Value.Nil
        || value instanceof Value.NilPointer
        || value instanceof ListValue list && list.isNil()
        || value instanceof MapValue map && map.isNil();
  }

  static boolean less(Value first, Value second) throws FunctionException {
    var a = first.open();
    var b = second.open();
    if (kind(a) == Kind.NONE || kind(b) == Kind.NONE) {
      throw invalid();
    }
    return switch (a) {
      case Value.Int(long x, var kindX) when b instanceof Value.Int(long y, var kindY) ->
          lessInt(x, kindX.unsigned(), y, kindY.unsigned());
      case Value.Real(double x) when b instanceof Value.Real(double y) -> x < y;
      case Value.Text(String x) when b instanceof Value.Text(String y) -> GoText.compare(x, y) < 0;
      default -> {
        if (kind(a) != kind(b)) {
          throw incompatible(a, b);
        }
        throw invalid();
      }
    };
  }

  private static boolean lessInt(long x, boolean unsignedX, long y, boolean unsignedY) {
    if (unsignedX == unsignedY) {
      return unsignedX ? Long.compareUnsigned(x, y) < 0 : x < y;
    }
    return unsignedX
        ? y >= 0 && Long.compareUnsigned(x, y) < 0
        : x < 0 || Long.compareUnsigned(x, y) < 0;
  }

  static boolean lessOrEqual(Value first, Value second) throws FunctionException {
    return less(first, second) || equal(first, second);
  }

  private static FunctionException invalid() {
    return new FunctionException("invalid type for comparison");
  }

  private static FunctionException incompatible(Value a, Value b) {
    return new FunctionException(
        "incompatible types for comparison: " + a.type() + " and " + b.type());
  }
}

package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFormat;
import praetor.template.lang.ListValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Value.IntKind;
import praetor.template.lang.Values;

/**
 * consul-template's arithmetic, parsing of numbers and {@code loop}.
 *
 * <p>Source: consul-template 0.42.1: whole numbers stay whole unless one side has a fraction.
 */
final class Numbers {
  static final String DIVIDE_BY_ZERO = "runtime error: integer divide by zero";

  /** Iterations of a loop beyond that are no template any more, and would need gigabytes. */
  private static final long LOOP_MAX = 10_000_000;

  private Numbers() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(math("add", (a, b) -> a + b, (a, b) -> a + b));
    all.add(math("subtract", (a, b) -> b - a, (a, b) -> b - a));
    all.add(math("multiply", (a, b) -> a * b, (a, b) -> a * b));
    all.add(math("divide", (a, b) -> notZero(b, a, false), (a, b) -> b / a));
    all.add(math("minimum", Math::min, Math::min));
    all.add(math("maximum", Math::max, Math::max));
    all.add(Function.of("modulo", Numbers::modulo, Param.VALUE, Param.VALUE));
    all.add(parser("parseBool", Values.FALSE, text -> Values.bool(GoParse.bool(text))));
    all.add(parser("parseFloat", new Value.Real(0), text -> new Value.Real(GoParse.real(text))));
    all.add(parser("parseInt", Values.int64(0), text -> Values.int64(GoParse.signed(text))));
    all.add(
        parser(
            "parseUint",
            new Value.Int(0, IntKind.UINT64),
            text -> new Value.Int(GoParse.unsigned(text), IntKind.UINT64)));
    all.add(Function.open("loop", Numbers::loop, Param.ANY));
    return all;
  }

  private interface Whole {
    long of(long a, long b) throws FunctionException;
  }

  private interface Fraction {
    double of(double a, double b);
  }

  private interface Parser {
    Value of(String text) throws FunctionException;
  }

  private static Function parser(String name, Value empty, Parser parser) {
    return Function.of(
        name,
        args -> {
          var text = Args.text(args, 0);
          try {
            return text.isEmpty() ? empty : parser.of(text);
          } catch (FunctionException wrong) {
            throw new FunctionException(name + ": " + wrong.getMessage());
          }
        },
        Param.STRING);
  }

  private static Function math(String name, Whole whole, Fraction fraction) {
    return Function.of(
        name, args -> compute(name, args, whole, fraction), Param.VALUE, Param.VALUE);
  }

  private static Value compute(String name, List<Value> args, Whole whole, Fraction fraction)
      throws FunctionException {
    var a = args.get(0).open();
    var b = args.get(1).open();
    check(name, b);
    check(name, a);
    if (a instanceof Value.Int(long x, var kindX) && b instanceof Value.Int(long y, var kindY)) {
      boolean unsigned = kindX.unsigned() && kindY.unsigned();
      return unsigned ? unsigned(name, x, y, whole) : Values.int64(whole.of(x, y));
    }
    var real = new Value.Real(fraction.of(real(a), real(b)));
    // The one of two that counts keeps its kind.
    boolean chosen = name.equals("minimum") || name.equals("maximum");
    return chosen ? wholeOf(b, real).or(() -> wholeOf(a, real)).orElse(real) : real;
  }

  private static Optional<Value> wholeOf(Value one, Value.Real result) {
    return one instanceof Value.Int(long number, var kind) && real(one) == result.number()
        ? Optional.of(
            kind.unsigned() ? new Value.Int(number, IntKind.UINT64) : Values.int64(number))
        : Optional.empty();
  }

  private static Value unsigned(String name, long x, long y, Whole whole) throws FunctionException {
    long number =
        switch (name) {
          case "divide" -> notZero(y, x, true);
          case "minimum" -> Long.compareUnsigned(x, y) < 0 ? x : y;
          case "maximum" -> Long.compareUnsigned(x, y) > 0 ? x : y;
          default -> whole.of(x, y);
        };
    return new Value.Int(number, IntKind.UINT64);
  }

  private static long notZero(long what, long by, boolean unsigned) throws FunctionException {
    if (by == 0) {
      throw new FunctionException(DIVIDE_BY_ZERO);
    }
    return unsigned ? Long.divideUnsigned(what, by) : what / by;
  }

  private static void check(String name, Value value) throws FunctionException {
    if (!(value instanceof Value.Int) && !(value instanceof Value.Real)) {
      throw unknownType(name, value);
    }
  }

  private static FunctionException unknownType(String name, Value value) {
    var shown =
        value instanceof Value.Nil
            ? "<invalid reflect.Value>"
            : GoFormat.printf("%q", List.of(value));
    return new FunctionException(name + ": unknown type for " + shown + " (" + value.type() + ")");
  }

  static double real(Value value) {
    return switch (value) {
      case Value.Real(double number) -> number;
      case Value.Int(long number, var kind) when kind.unsigned() && number < 0 ->
          (number >>> 1) * 2.0;
      case Value.Int(long number, _) -> number;
      default -> 0;
    };
  }

  private static Value modulo(List<Value> args) throws FunctionException {
    var by = args.get(0).open();
    var what = args.get(1).open();
    if (!(what instanceof Value.Int(long y, var kindY))) {
      throw unknownType("modulo", what);
    }
    if (!(by instanceof Value.Int(long x, var kindX))) {
      throw unknownType("modulo", by);
    }
    if (x == 0) {
      throw new FunctionException(DIVIDE_BY_ZERO);
    }
    return kindX.unsigned() && kindY.unsigned()
        ? new Value.Int(Long.remainderUnsigned(y, x), IntKind.UINT64)
        : Values.int64(y % x);
  }

  /** From 0 or the first number up to the last, without it. */
  private static Value loop(List<Value> args) throws FunctionException {
    if (args.isEmpty() || args.size() > 2) {
      throw new FunctionException(
          "loop: wrong number of arguments, expected 1 or 2, but got " + args.size());
    }
    long from = args.size() == 2 ? whole(args.getFirst()) : 0;
    long to = whole(args.getLast());
    if (to - from > LOOP_MAX) {
      throw new FunctionException("loop: more than " + LOOP_MAX + " iterations");
    }
    var numbers = new ArrayList<Value>();
    for (long i = from; i < to; i++) {
      numbers.add(Values.int64(i));
    }
    return ListValue.channel(numbers);
  }

  private static long whole(Value value) throws FunctionException {
    return switch (value) {
      case Value.Int(long number, _) -> number;
      case Value.Text(String text) when text.isEmpty() -> 0;
      case Value.Text(String text) -> {
        try {
          yield GoParse.signed(text);
        } catch (FunctionException wrong) {
          throw new FunctionException("parseInt: " + wrong.getMessage());
        }
      }
      default -> throw new FunctionException("loop: bad argument type: " + value.type());
    };
  }
}

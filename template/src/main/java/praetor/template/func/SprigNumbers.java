package praetor.template.func;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's arithmetic and conversions. */
final class SprigNumbers {
  private SprigNumbers() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.open("add", args -> Values.int64(sum(args)), Param.ANY));
    all.add(
        Function.of(
            "add1", args -> Values.int64(SprigValues.whole(args.getFirst()) + 1), Param.ANY));
    all.add(two("sub", (a, b) -> a - b));
    all.add(two("div", (a, b) -> a / notZero(b)));
    all.add(two("mod", (a, b) -> a % notZero(b)));
    all.add(Function.open("mul", SprigNumbers::product, Param.ANY, Param.ANY));
    for (var name : List.of("max", "biggest")) {
      all.add(Function.open(name, args -> best(args, true), Param.ANY, Param.ANY));
    }
    all.add(Function.open("min", args -> best(args, false), Param.ANY, Param.ANY));
    all.add(one("floor", Math::floor));
    all.add(one("ceil", Math::ceil));
    all.add(Function.open("round", SprigNumbers::round, Param.ANY, Param.INT, Param.FLOAT));
    all.add(Function.open("addf", args -> decimals(args, BigDecimal::add), Param.ANY));
    all.add(
        Function.of(
            "add1f",
            args -> decimals(List.of(args.getFirst(), Values.integer(1)), BigDecimal::add),
            Param.ANY));
    all.add(
        Function.open("subf", args -> decimals(args, BigDecimal::subtract), Param.ANY, Param.ANY));
    all.add(
        Function.open("mulf", args -> decimals(args, BigDecimal::multiply), Param.ANY, Param.ANY));
    all.add(Function.open("divf", SprigNumbers::divf, Param.ANY, Param.ANY));
    all.add(Function.open("maxf", args -> bestReal(args, true), Param.ANY, Param.ANY));
    all.add(Function.open("minf", args -> bestReal(args, false), Param.ANY, Param.ANY));
    all.add(Function.of("atoi", args -> Values.integer(atoi(Args.text(args, 0))), Param.STRING));
    all.add(
        Function.of("int", args -> Values.integer(SprigValues.whole(args.getFirst())), Param.ANY));
    all.add(
        Function.of("int64", args -> Values.int64(SprigValues.whole(args.getFirst())), Param.ANY));
    all.add(
        Function.of(
            "float64", args -> new Value.Real(SprigValues.real(args.getFirst())), Param.ANY));
    all.add(
        Function.of("toString", args -> Values.text(SprigValues.text(args.getFirst())), Param.ANY));
    all.add(Function.of("toDecimal", SprigNumbers::octal, Param.ANY));
    return all;
  }

  private interface Whole {
    long of(long a, long b) throws FunctionException;
  }

  private interface Real {
    double of(double number);
  }

  private static Function two(String name, Whole whole) {
    return Function.of(
        name,
        args ->
            Values.int64(whole.of(SprigValues.whole(args.get(0)), SprigValues.whole(args.get(1)))),
        Param.ANY,
        Param.ANY);
  }

  private static Function one(String name, Real real) {
    return Function.of(
        name, args -> new Value.Real(real.of(SprigValues.real(args.getFirst()))), Param.ANY);
  }

  private static long notZero(long number) throws FunctionException {
    if (number == 0) {
      throw new FunctionException(Numbers.DIVIDE_BY_ZERO);
    }
    return number;
  }

  private static long sum(List<Value> args) {
    return args.stream().mapToLong(SprigValues::whole).sum();
  }

  private static Value product(List<Value> args) {
    return Values.int64(args.stream().mapToLong(SprigValues::whole).reduce(1, (a, b) -> a * b));
  }

  private static Value best(List<Value> args, boolean most) {
    var numbers = args.stream().mapToLong(SprigValues::whole);
    return Values.int64(most ? numbers.max().orElse(0) : numbers.min().orElse(0));
  }

  private static Value bestReal(List<Value> args, boolean most) {
    var numbers = args.stream().mapToDouble(SprigValues::real);
    return new Value.Real(most ? numbers.max().orElse(0) : numbers.min().orElse(0));
  }

  /** Half goes away from zero, unless another limit is given. */
  private static Value round(List<Value> args) {
    double number = SprigValues.real(args.get(0));
    double half = args.size() > 2 && args.get(2) instanceof Value.Real(double given) ? given : 0.5;
    double scale = Math.pow(10, Args.size(args, 1));
    double scaled = scale * Math.abs(number);
    double whole = Math.floor(scaled);
    double rounded = (scaled - whole >= half ? whole + 1 : whole) / scale;
    return new Value.Real(number < 0 ? -rounded : rounded);
  }

  private static Value decimals(List<Value> args, BinaryOperator<BigDecimal> operator) {
    return new Value.Real(
        args.stream()
            .map(each -> BigDecimal.valueOf(finite(SprigValues.real(each))))
            .reduce(operator)
            .orElse(BigDecimal.ZERO)
            .doubleValue());
  }

  private static double finite(double number) {
    return Double.isFinite(number) ? number : 0;
  }

  private static Value divf(List<Value> args) throws FunctionException {
    for (var each : args.subList(1, args.size())) {
      if (SprigValues.real(each) == 0) {
        throw new FunctionException("decimal division by 0");
      }
    }
    return decimals(args, (a, b) -> a.divide(b, 16, java.math.RoundingMode.HALF_UP));
  }

  private static long atoi(String text) {
    try {
      return GoParse.atoi(text);
    } catch (FunctionException wrong) {
      return 0;
    }
  }

  /** Octal digits as a number. */
  private static Value octal(List<Value> args) {
    var digits = SprigValues.text(args.getFirst());
    return Values.int64(digits.matches("[0-7]{1,20}") ? Long.parseLong(digits, 8) : 0);
  }
}

package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** sprig's functions for maps. */
final class SprigDicts {
  private static final int DEPTH_MAX = 100;

  private SprigDicts() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.open("dict", SprigDicts::dict, Param.ANY));
    all.add(
        Function.of(
            "get",
            args -> new Value.Boxed(Args.map(args, 0).get(Args.text(args, 1)).orElse(Values.EMPTY)),
            Param.MAP,
            Param.STRING));
    all.add(Function.of("set", SprigDicts::set, Param.MAP, Param.STRING, Param.ANY));
    all.add(Function.of("unset", SprigDicts::unset, Param.MAP, Param.STRING));
    all.add(
        Function.of(
            "hasKey",
            args -> Values.bool(Args.map(args, 0).get(Args.text(args, 1)).isPresent()),
            Param.MAP,
            Param.STRING));
    all.add(Function.open("pluck", SprigDicts::pluck, Param.STRING, Param.MAP));
    all.add(Function.open("keys", SprigDicts::keys, Param.MAP));
    all.add(
        Function.of(
            "values",
            args -> ListValue.of(List.copyOf(Args.map(args, 0).entries().values())),
            Param.MAP));
    all.add(Function.open("pick", args -> some(args, true), Param.MAP, Param.STRING));
    all.add(Function.open("omit", args -> some(args, false), Param.MAP, Param.STRING));
    for (var name : List.of("merge", "mustMerge")) {
      all.add(Function.open(name, args -> merge(args, false), Param.MAP, Param.MAP));
    }
    for (var name : List.of("mergeOverwrite", "mustMergeOverwrite")) {
      all.add(Function.open(name, args -> merge(args, true), Param.MAP, Param.MAP));
    }
    for (var name : List.of("deepCopy", "mustDeepCopy")) {
      all.add(Function.of(name, SprigDicts::copy, Param.ANY));
    }
    all.add(Function.open("dig", SprigDicts::dig, Param.ANY));
    return all;
  }

  /** A key without a value gets an empty text. */
  private static Value dict(List<Value> args) {
    var map = MapValue.ofAny();
    for (int i = 0; i < args.size(); i += 2) {
      map.put(
          SprigValues.text(args.get(i)),
          i + 1 < args.size() ? args.get(i + 1).open() : Values.EMPTY);
    }
    return map;
  }

  private static Value set(List<Value> args) throws FunctionException {
    var map = Args.map(args, 0);
    if (map.isNil()) {
      throw new FunctionException("assignment to entry in nil map");
    }
    map.put(Args.text(args, 1), args.get(2));
    return map;
  }

  private static Value unset(List<Value> args) {
    Args.map(args, 0).remove(Args.text(args, 1));
    return Args.map(args, 0);
  }

  private static Value pluck(List<Value> args) {
    var found = new ArrayList<Value>();
    for (int i = 1; i < args.size(); i++) {
      Args.map(args, i).get(Args.text(args, 0)).ifPresent(found::add);
    }
    return ListValue.of(found);
  }

  private static Value keys(List<Value> args) {
    var keys = new ArrayList<Value>();
    for (int i = 0; i < args.size(); i++) {
      keys.addAll(Args.map(args, i).entries().keySet());
    }
    return new ListValue(ListValue.STRINGS, keys);
  }

  private static Value some(List<Value> args, boolean named) {
    var names = args.subList(1, args.size());
    var map = MapValue.ofAny();
    Args.map(args, 0)
        .entries()
        .forEach(
            (key, value) -> {
              if (names.contains(key) == named) {
                map.put(key, value);
              }
            });
    return map;
  }

  /** Changes the first map, as sprig does. */
  private static Value merge(List<Value> args, boolean overwrite) throws FunctionException {
    var into = Args.map(args, 0);
    for (int i = 1; i < args.size(); i++) {
      merge(into, Args.map(args, i), overwrite, 0);
    }
    return into;
  }

  private static void merge(MapValue into, MapValue from, boolean overwrite, int depth)
      throws FunctionException {
    if (depth > DEPTH_MAX) {
      throw new FunctionException("maps are nested too deep");
    }
    for (var entry : List.copyOf(from.entries().entrySet())) {
      var before = into.get(entry.getKey());
      if (before.isPresent()
          && before.get() instanceof MapValue a
          && entry.getValue() instanceof MapValue b) {
        merge(a, b, overwrite, depth + 1);
      } else if (before.isEmpty() && (overwrite || !(entry.getValue().open() instanceof Value.Nil))
          || before.isPresent() && SprigValues.isEmpty(before.get())
          || overwrite && !SprigValues.isEmpty(entry.getValue())) {
        into.put(entry.getKey(), entry.getValue());
      }
    }
  }

  private static Value copy(Value value, int depth) throws FunctionException {
    if (depth > DEPTH_MAX) {
      throw new FunctionException("the value is nested too deep");
    }
    return switch (value.open()) {
      case MapValue map -> {
        var copy = new MapValue(map.type());
        for (var entry : map.entries().entrySet()) {
          copy.put(entry.getKey(), copy(entry.getValue(), depth + 1));
        }
        yield copy;
      }
      case ListValue list -> {
        var copy = new ArrayList<Value>();
        for (var each : list.elements()) {
          copy.add(copy(each, depth + 1));
        }
        yield new ListValue(list.type(), copy);
      }
      default -> value.open();
    };
  }

  /** Keys, what to give when they lead nowhere, and the map. */
  private static Value copy(List<Value> args) throws FunctionException {
    if (args.getFirst().open() instanceof Value.Nil) {
      throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
    }
    return copy(args.getFirst(), 0);
  }

  private static Value dig(List<Value> args) throws FunctionException {
    if (args.size() < 3) {
      throw new FunctionException("dig needs at least three arguments");
    }
    var otherwise = args.get(args.size() - 2);
    if (!(args.getLast().open() instanceof MapValue map) || !map.type().equals(MapValue.ANY)) {
      throw new FunctionException(
          "interface conversion: interface {} is %s, not map[string]interface {}"
              .formatted(args.getLast().open().type()));
    }
    Optional<Value> at = Optional.of(map);
    for (var key : args.subList(0, args.size() - 2)) {
      at =
          at.filter(MapValue.class::isInstance)
              .flatMap(m -> ((MapValue) m).get(SprigValues.text(key)));
    }
    return at.orElse(otherwise);
  }
}

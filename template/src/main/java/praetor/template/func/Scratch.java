package praetor.template.func;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFormat;
import praetor.template.lang.GoQuote;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** A place where a template keeps values while it runs. Owned by the run. */
final class Scratch implements Value.Opaque {
  private final Map<String, Value> values = new TreeMap<>();
  private final Map<String, Function> methods =
      Map.ofEntries(
          method("Key", args -> Values.bool(values.containsKey(Args.text(args, 0))), Param.STRING),
          method("Get", this::get, Param.STRING),
          method("Set", args -> set(args, true), Param.STRING, Param.ANY),
          method("SetX", args -> set(args, false), Param.STRING, Param.ANY),
          method("MapSet", args -> mapSet(args, true), Param.STRING, Param.STRING, Param.ANY),
          method("MapSetX", args -> mapSet(args, false), Param.STRING, Param.STRING, Param.ANY),
          method("MapValues", this::mapValues, Param.STRING));

  private static Map.Entry<String, Function> method(
      String name, Function.Body body, Param... params) {
    return Map.entry(name, Function.of(name, body, params));
  }

  @Override
  public String type() {
    return "*template.Scratch";
  }

  @Override
  public String shown() {
    return "&" + printed();
  }

  /** Its locks and what it holds. Source: consul-template 0.42.1. */
  @Override
  public String printed() {
    var held = new MapValue(MapValue.ANY);
    values.forEach(held::put);
    return "{{{} {{} 0} {{} {0 0}}} {{{} {0 0}} 0 0 {{} 0} {{} 0}} " + GoFormat.shown(held) + "}";
  }

  @Override
  public Map<String, Function> methods() {
    return methods;
  }

  private Value get(List<Value> args) {
    return new Value.Boxed(values.getOrDefault(Args.text(args, 0), Values.NIL));
  }

  private Value set(List<Value> args, boolean always) {
    if (always || !values.containsKey(Args.text(args, 0))) {
      values.put(Args.text(args, 0), args.get(1));
    }
    return Values.EMPTY;
  }

  private Value mapSet(List<Value> args, boolean always) throws FunctionException {
    var name = Args.text(args, 0);
    if (!(values.computeIfAbsent(name, _ -> MapValue.ofAny()) instanceof MapValue map)) {
      throw new FunctionException(GoQuote.text(name, false) + " is not a map");
    }
    if (always || map.get(Args.text(args, 1)).isEmpty()) {
      map.put(Args.text(args, 1), args.get(2));
    }
    return Values.EMPTY;
  }

  /** In the order of keys; of what is no map there are none. */
  private Value mapValues(List<Value> args) {
    return values.getOrDefault(Args.text(args, 0), Values.NIL) instanceof MapValue map
        ? ListValue.of(List.copyOf(map.entries().values()))
        : ListValue.of(List.of());
  }
}

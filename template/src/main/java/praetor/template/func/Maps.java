package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import praetor.template.lang.Function;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFormat;
import praetor.template.lang.GoQuote;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * consul-template's helpers for maps, lists and what the catalog brings.
 *
 * <p>Source: consul-template 0.42.1.
 */
final class Maps {
  private static final String PAIR = "*dependency.KeyPair";
  private static final String SERVICE = "*dependency.HealthService";
  private static final String SNIPPET = "*dependency.CatalogSnippet";
  private static final String PAIR_MAP = "map[string]map[string]" + PAIR;

  private Maps() {}

  static List<Function> all() {
    var all = new ArrayList<Function>();
    all.add(Function.of("byKey", Maps::byKey, Param.PAIRS));
    all.add(Function.of("byTag", Maps::byTag, Param.ANY));
    all.add(Function.of("byMeta", Maps::byMeta, Param.STRING, Param.SERVICES));
    all.add(Function.of("byPort", Maps::byPort, Param.ANY));
    all.add(Function.of("explode", args -> explode(Args.list(args, 0)), Param.PAIRS));
    all.add(Function.of("explodeMap", args -> explodeMap(Args.map(args, 0)), Param.MAP));
    all.add(merger("mergeMap", false));
    all.add(merger("mergeMapWithOverride", true));
    all.add(
        Function.of(
            "contains", args -> Values.bool(in(args.get(1), args.get(0))), Param.ANY, Param.ANY));
    all.add(
        Function.of("in", args -> Values.bool(in(args.get(0), args.get(1))), Param.ANY, Param.ANY));
    all.add(some("containsAll", false, true));
    all.add(some("containsAny", true, false));
    all.add(some("containsNone", true, true));
    all.add(some("containsNotAll", false, false));
    return all;
  }

  /** A function that looks for elements until one decides. */
  private static Function some(String name, boolean decides, boolean otherwise) {
    return Function.of(
        name,
        args -> {
          for (var each : Args.list(args, 0)) {
            if (in(args.get(1), each.open()) == decides) {
              return Values.bool(!otherwise);
            }
          }
          return Values.bool(otherwise);
        },
        Param.LIST,
        Param.ANY);
  }

  /**
   * Whether something is among the elements of a list or the values of a map, or part of a text.
   * Only texts and signed or real numbers are ever found. Source: consul-template 0.42.1.
   */
  private static boolean in(Value where, Value what) throws FunctionException {
    return switch (where) {
      case ListValue list -> anyIs(list.elements(), what, true);
      // What stands in a map of anything is never found.
      case MapValue map when !map.isOfAny() -> anyIs(map.entries().values(), what, false);
      case Value.Text(String text) -> {
        noNil(what);
        yield what instanceof Value.Text(String part) && text.contains(part);
      }
      default -> false;
    };
  }

  private static boolean anyIs(java.util.Collection<Value> values, Value what, boolean ofList)
      throws FunctionException {
    for (var each : values) {
      var value = each.open();
      if (ofList && value instanceof Value.Text) {
        noNil(what);
      }
      boolean same =
          switch (value) {
            case Value.Text _, Value.Real _ -> value.equals(what);
            case Value.Int(long a, var kind) when !kind.unsigned() ->
                what instanceof Value.Int(long b, var other) && !other.unsigned() && a == b;
            default -> false;
          };
      if (same) {
        return true;
      }
    }
    return false;
  }

  private static void noNil(Value what) throws FunctionException {
    if (what instanceof Value.Nil) {
      throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
    }
  }

  static boolean same(Value a, Value b) {
    var left = a.open();
    var right = b.open();
    return switch (left) {
      case ListValue x when right instanceof ListValue y ->
          x.type().equals(y.type())
              && x.elements().size() == y.elements().size()
              && allSame(x.elements(), y.elements());
      case MapValue x when right instanceof MapValue y ->
          x.size() == y.size()
              && x.type().equals(y.type())
              && x.entries().entrySet().stream()
                  .allMatch(e -> y.get(e.getKey()).filter(v -> same(e.getValue(), v)).isPresent());
      default -> left.equals(right);
    };
  }

  private static boolean allSame(List<Value> a, List<Value> b) {
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Groups by the first part of the key; pairs without a folder are dropped. */
  private static Value byKey(List<Value> args) {
    var folders = new MapValue(PAIR_MAP);
    for (var value : Args.list(args, 0)) {
      if (value instanceof StructValue pair) {
        var parts = Texts.parts(pair.text("Key"), "/", 2);
        if (parts.size() == 2) {
          inner(folders, parts.get(0)).put(parts.get(1), withKey(pair, parts.get(1)));
        }
      }
    }
    return folders;
  }

  private static MapValue inner(MapValue folders, String name) {
    if (folders.get(name).orElse(Values.NIL) instanceof MapValue folder) {
      return folder;
    }
    var folder = new MapValue("map[string]" + PAIR);
    folders.put(name, folder);
    return folder;
  }

  private static Value withKey(StructValue pair, String key) {
    var values = new ArrayList<>(pair.values());
    values.set(pair.shape().fields().indexOf("Key"), Values.text(key));
    return new StructValue(pair.shape(), List.copyOf(values));
  }

  private static Value byTag(List<Value> args) throws FunctionException {
    var groups = new MapValue("map[string][]interface {}");
    if (args.getFirst() instanceof Value.Nil) {
      return groups;
    }
    var element = elementType(args.getFirst(), "byTag", SERVICE, SNIPPET);
    for (var value : Args.list(args, 0)) {
      if (value instanceof StructValue struct && struct.get("Tags") instanceof ListValue tags) {
        tags.elements().forEach(tag -> add(groups, tag, value, ListValue.ANY));
      }
    }
    return element.isEmpty() ? new MapValue(groups.type()) : groups;
  }

  private static String elementType(Value value, String name, String... known)
      throws FunctionException {
    var type = value.type();
    for (var each : known) {
      if (type.equals("[]" + each)) {
        return each;
      }
    }
    throw new FunctionException(name + ": wrong argument type " + type);
  }

  private static void add(MapValue groups, Value key, Value value, String type) {
    var all =
        groups.get(key).orElse(Values.NIL) instanceof ListValue list
            ? new ArrayList<>(list.elements())
            : new ArrayList<Value>();
    all.add(value);
    groups.put(key, new ListValue(type, List.copyOf(all)));
  }

  private static Value byPort(List<Value> args) throws FunctionException {
    elementType(args.getFirst(), "byPort", SERVICE);
    var groups = new MapValue("map[int]" + ListValue.ANY);
    for (var value : Args.list(args, 0)) {
      if (value instanceof StructValue service) {
        add(groups, service.get("Port"), service, ListValue.ANY);
      }
    }
    return groups;
  }

  private static Value byMeta(List<Value> args) throws FunctionException {
    var element = SERVICE;
    var groups = new MapValue("map[string][]" + element);
    var keys = Texts.parts(Args.text(args, 0), ",", -1);
    for (var value : Args.list(args, 1)) {
      if (value instanceof StructValue service
          && service.get("ServiceMeta") instanceof MapValue meta) {
        var parts = new ArrayList<String>();
        for (var key : keys) {
          parts.add(metaPart(meta, key));
        }
        add(groups, Values.text(String.join("_", parts)), service, "[]" + element);
      }
    }
    return groups;
  }

  /** The value of a key; with {@code |int} as five digits. */
  private static String metaPart(MapValue meta, String wanted) throws FunctionException {
    boolean number = wanted.endsWith("|int");
    var key = number ? wanted.substring(0, wanted.length() - 4) : wanted;
    var value = meta.get(key).map(Args::text);
    if (!number) {
      return value.orElse("_no_" + key.replace('|', '_') + "_");
    }
    if (value.isEmpty()) {
      return "00000";
    }
    try {
      return "%05d".formatted(GoParse.atoi(value.get()));
    } catch (FunctionException wrong) {
      throw new FunctionException(
          "cannot parse " + value.get() + " as number : " + wrong.getMessage());
    }
  }

  /** Keys with slashes become maps within maps. */
  static Value explode(List<Value> pairs) throws FunctionException {
    var root = MapValue.ofAny();
    for (var value : pairs) {
      if (value instanceof StructValue pair) {
        insert(root, pair.text("Key"), pair.get("Value"), "explode");
      }
    }
    return root;
  }

  private static Value explodeMap(MapValue map) throws FunctionException {
    var root = MapValue.ofAny();
    for (var entry : map.entries().entrySet()) {
      insert(root, Args.text(entry.getKey()), entry.getValue(), "explodeMap");
    }
    return root;
  }

  private static void insert(MapValue root, String key, Value value, String function)
      throws FunctionException {
    var parts = Texts.parts(key, "/", -1);
    var at = root;
    for (var part : parts.subList(0, parts.size() - 1)) {
      at = folder(at, part, key, function);
    }
    if (!parts.getLast().isEmpty()) {
      at.put(parts.getLast(), value);
    }
  }

  private static MapValue folder(MapValue at, String part, String key, String function)
      throws FunctionException {
    var there = at.get(part);
    if (there.isEmpty()) {
      var made = MapValue.ofAny();
      at.put(part, made);
      return made;
    }
    if (there.get() instanceof MapValue map) {
      return map;
    }
    throw new FunctionException(
        "%s: not a map: %s: %s already has value %s"
            .formatted(
                function,
                GoQuote.text(key, false),
                GoQuote.text(part, false),
                GoFormat.printf("%q", List.of(there.get()))));
  }

  private static Function merger(String name, boolean override) {
    Function.Body body = args -> merged(Args.map(args, 0), Args.map(args, 1), override, 0);
    // One of them takes options, which no template can write.
    return override
        ? Function.of(name, body, Param.MAP, Param.MAP)
        : Function.open(name, body, Param.MAP, Param.MAP, Param.MAP);
  }

  private static MapValue merged(MapValue base, MapValue more, boolean override, int depth)
      throws FunctionException {
    if (depth > 100) {
      throw new FunctionException("maps are nested too deep");
    }
    var merged = MapValue.ofAny();
    base.entries().forEach(merged::put);
    for (var entry : more.entries().entrySet()) {
      var before = Optional.ofNullable(base.entries().get(entry.getKey()));
      if (before.isEmpty() && !override && entry.getValue().open() instanceof Value.Nil) {
        // Nothing is not worth a key.
        continue;
      }
      if (before.isEmpty()) {
        merged.put(entry.getKey(), entry.getValue());
      } else if (before.get() instanceof MapValue a && entry.getValue() instanceof MapValue b) {
        merged.put(entry.getKey(), merged(a, b, override, depth + 1));
      } else if (override) {
        merged.put(entry.getKey(), entry.getValue());
      }
    }
    return merged;
  }

  static int compareTexts(Value a, Value b) {
    return GoText.compare(Args.text(a), Args.text(b));
  }
}

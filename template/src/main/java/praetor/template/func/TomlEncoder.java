package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import praetor.template.lang.FunctionException;
import praetor.template.lang.GoFloats;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/**
 * Writes values as TOML: plain keys first, then tables, each level two blanks further in.
 *
 * <p>Source: TOML 1.0; layout of consul-template 0.42.1.
 */
final class TomlEncoder {
  private static final int DEPTH_MAX = 200;

  private final StringBuilder out = new StringBuilder();

  private TomlEncoder() {}

  static String write(Value value) throws FunctionException {
    var encoder = new TomlEncoder();
    switch (value.open()) {
      case Value.Nil _ ->
          throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
      case MapValue map -> encoder.table(entries(map), List.of());
      case StructValue struct -> encoder.table(entries(struct), List.of());
      case Value.Complex _ ->
          throw new FunctionException("toTOML: unsupported type for key '': complex128");
      case ListValue list when isTables(list) ->
          throw new FunctionException("toTOML: toml: top-level values must be Go maps or structs");
      default -> encoder.out.append(inline(value.open(), 0));
    }
    return encoder.out.toString().strip();
  }

  private static List<Map.Entry<Value, Value>> entries(MapValue map) throws FunctionException {
    if (map.hasAnyKeys()) {
      throw new FunctionException("toTOML: toml: cannot encode a map with non-string key type");
    }
    return List.copyOf(map.entries().entrySet());
  }

  private static List<Map.Entry<Value, Value>> entries(StructValue struct) {
    var entries = new ArrayList<Map.Entry<Value, Value>>();
    for (int i = 0; i < struct.values().size(); i++) {
      var value = struct.values().get(i);
      boolean isNothing = value instanceof MapValue map && map.isNil();
      if (!isNothing) {
        entries.add(Map.entry(Values.text(struct.shape().fields().get(i)), value));
      }
    }
    return entries;
  }

  private static List<Map.Entry<Value, Value>> entriesOf(Value table) throws FunctionException {
    return switch (table) {
      case MapValue map -> entries(map);
      case StructValue struct -> entries(struct);
      default -> List.of();
    };
  }

  private void table(List<Map.Entry<Value, Value>> entries, List<String> path)
      throws FunctionException {
    if (path.size() > DEPTH_MAX) {
      throw new FunctionException("toTOML: the value is nested too deep");
    }
    var indent = "  ".repeat(path.size());
    for (var entry : entries) {
      var value = entry.getValue().open();
      if (!(value instanceof Value.Nil) && !isTable(value) && !isTables(value)) {
        out.append(indent).append(key(entry.getKey())).append(" = ");
        out.append(inline(value, 0)).append('\n');
      }
    }
    for (var entry : entries) {
      var value = entry.getValue().open();
      var below = new ArrayList<>(path);
      below.add(key(entry.getKey()));
      if (isTable(value)) {
        header("[" + String.join(".", below) + "]", path.size(), path.isEmpty());
        table(entriesOf(value), below);
      } else if (value instanceof ListValue list && isTables(value)) {
        for (var element : list.elements()) {
          header("[[" + String.join(".", below) + "]]", path.size(), true);
          table(entriesOf(element.open()), below);
        }
      }
    }
  }

  private void header(String name, int level, boolean apart) {
    if (apart && !out.isEmpty()) {
      out.append('\n');
    }
    out.append("  ".repeat(level)).append(name).append('\n');
  }

  private static boolean isTable(Value value) {
    return value instanceof MapValue || value instanceof StructValue;
  }

  private static boolean isTables(Value value) {
    return value instanceof ListValue list
        && !list.elements().isEmpty()
        && list.elements().stream().allMatch(each -> isTable(each.open()));
  }

  private static String key(Value key) {
    var text = Args.text(key);
    return text.matches("[A-Za-z0-9_-]+") ? text : quoted(text);
  }

  private static String inline(Value value, int depth) throws FunctionException {
    if (depth > DEPTH_MAX) {
      throw new FunctionException("toTOML: the value is nested too deep");
    }
    return switch (value) {
      case Value.Bool(boolean flag) -> String.valueOf(flag);
      case Value.Int(long number, var kind) ->
          kind.unsigned() ? Long.toUnsignedString(number) : String.valueOf(number);
      case Value.Real(double number) -> real(number);
      case Value.Text(String text) -> quoted(text);
      case TimeValue time -> time.document();
      case Value.Opaque opaque -> quoted(opaque.shown());
      case Value.Boxed(Value inside) -> inline(inside, depth);
      case ListValue list when list.isChannel() ->
          throw new FunctionException("toTOML: unsupported type: chan");
      case ListValue list -> {
        var parts = new ArrayList<String>();
        for (var element : list.elements()) {
          if (element.open() instanceof Value.Nil) {
            throw new FunctionException("toTOML: toml: cannot encode array with nil element");
          }
          parts.add(inline(element.open(), depth + 1));
        }
        yield "[" + String.join(", ", parts) + "]";
      }
      case MapValue _, StructValue _ -> {
        var parts = new ArrayList<String>();
        for (var entry : entriesOf(value)) {
          if (entry.getValue().open() instanceof Value.Nil) {
            continue;
          }
          parts.add(key(entry.getKey()) + " = " + inline(entry.getValue().open(), depth + 1));
        }
        yield "{" + String.join(", ", parts) + "}";
      }
      case Value.Nil _, Value.NilPointer _, Value.Complex _ ->
          throw new FunctionException("toTOML: unsupported type: " + value.type());
    };
  }

  private static String real(double number) {
    var text = GoFloats.format(number, 'f', GoFloats.SHORTEST);
    boolean whole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    return whole
        ? text + ".0"
        : text.replace("+Inf", "+inf").replace("-Inf", "-inf").replace("NaN", "nan");
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (c < ' ' || c == 0x7f) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}

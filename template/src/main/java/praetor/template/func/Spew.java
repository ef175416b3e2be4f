package praetor.template.func;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import praetor.template.lang.Function;
import praetor.template.lang.GoFormat;
import praetor.template.lang.GoQuote;
import praetor.template.lang.GoText;
import praetor.template.lang.ListValue;
import praetor.template.lang.MapValue;
import praetor.template.lang.Param;
import praetor.template.lang.StructValue;
import praetor.template.lang.Value;
import praetor.template.lang.Values;

/** Looks into values, for whoever writes a template. Source: documentation of go-spew. */
final class Spew {
  private static final int DEPTH_MAX = 50;

  private Spew() {}

  static List<Function> all(Consumer<String> printer) {
    return List.of(
        Function.open("spew_dump", args -> printed(printer, dumped(args)), Param.ANY),
        Function.open("spew_sdump", args -> Values.text(dumped(args)), Param.ANY),
        Function.open(
            "spew_printf", args -> printed(printer, formatted(args)), Param.STRING, Param.ANY),
        Function.open(
            "spew_sprintf", args -> Values.text(formatted(args)), Param.STRING, Param.ANY));
  }

  private static Value printed(Consumer<String> printer, String text) {
    printer.accept(text);
    return Values.EMPTY;
  }

  private static String dumped(List<Value> args) {
    var out = new StringBuilder();
    for (var each : args) {
      dump(out, each.open(), 0);
      out.append('\n');
    }
    return out.toString();
  }

  private static void dump(StringBuilder out, Value value, int depth) {
    if (value instanceof Value.Nil) {
      out.append("(interface {}) <nil>");
      return;
    }
    if (depth > DEPTH_MAX) {
      out.append("<max depth reached>");
      return;
    }
    out.append('(').append(value.type()).append(") ");
    switch (value) {
      case Value.Text(String text) ->
          out.append(size(GoText.length(text), false)).append(GoQuote.text(text, false));
      case ListValue list when list.isChannel() -> out.append(GoFormat.shown(list));
      case ListValue list when list.isNil() -> out.append("<nil>");
      case MapValue map when map.isNil() -> out.append("<nil>");
      case ListValue list -> {
        out.append(size(list.elements().size(), true)).append("{\n");
        var parts = list.elements().stream().map(e -> dumpOf(e, depth + 1)).toList();
        lines(out, parts, depth);
      }
      case MapValue map -> {
        out.append(size(map.size(), false)).append("{\n");
        var parts =
            map.entries().entrySet().stream()
                .map(e -> dumpOf(e.getKey(), depth + 1) + ": " + dumpOf(e.getValue(), depth + 1))
                .toList();
        lines(out, parts, depth);
      }
      case StructValue struct -> {
        out.append("{\n");
        var parts = new ArrayList<String>();
        for (int i = 0; i < struct.values().size(); i++) {
          parts.add(
              struct.shape().fields().get(i) + ": " + dumpOf(struct.values().get(i), depth + 1));
        }
        lines(out, parts, depth);
      }
      default -> out.append(GoFormat.shown(value));
    }
  }

  /** What is empty shows no size; the room of a list is not known, so it is its length. */
  private static String size(int length, boolean room) {
    var cap = room ? " cap=" + length : "";
    return length == 0 ? "" : "(len=" + length + cap + ") ";
  }

  private static String dumpOf(Value value, int depth) {
    var out = new StringBuilder();
    dump(out, value.open(), depth);
    return out.toString();
  }

  private static void lines(StringBuilder out, List<String> parts, int depth) {
    var indent = " ".repeat(depth + 1);
    for (int i = 0; i < parts.size(); i++) {
      out.append(indent).append(parts.get(i)).append(i + 1 < parts.size() ? ",\n" : "\n");
    }
    out.append(" ".repeat(depth)).append('}');
  }

  /** {@code %#v} and {@code %#+v} with types; the rest is Go's printf. */
  private static String formatted(List<Value> args) {
    var format = Args.text(args, 0);
    var values = new ArrayList<Value>();
    int at = 0;
    var plain = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      var typed = format.startsWith("%#v", i) ? 3 : format.startsWith("%#+v", i) ? 4 : 0;
      if (typed > 0 && at + 1 < args.size()) {
        plain.append("%s");
        values.add(Values.text(typed(args.get(++at).open(), true)));
        i += typed - 1;
        continue;
      }
      plain.append(format.charAt(i));
      boolean verb =
          format.charAt(i) == '%' && i + 1 < format.length() && format.charAt(i + 1) != '%';
      if (verb && at + 1 < args.size()) {
        values.add(args.get(++at));
      }
    }
    var text = GoFormat.printf(plain.toString(), values);
    var extra = args.subList(Math.min(at + 1, args.size()), args.size());
    return extra.isEmpty() ? text : text + "%!(EXTRA " + shown(extra) + ")";
  }

  /** All operands are go-spew's own to Go's printf. */
  private static String shown(List<Value> extra) {
    var parts = extra.stream().map(each -> "*spew.formatState=" + GoFormat.shown(each)).toList();
    return String.join(", ", parts);
  }

  private static String typed(Value value, boolean withType) {
    var type = withType ? "(" + value.type() + ")" : "";
    return switch (value) {
      case Value.Nil _ -> "(interface {})<nil>";
      case ListValue list ->
          type
              + "["
              + String.join(
                  " ", list.elements().stream().map(e -> typed(e.open(), list.isOfAny())).toList())
              + "]";
      case MapValue map ->
          type
              + "map["
              + String.join(
                  " ",
                  map.entries().entrySet().stream()
                      .map(
                          e ->
                              GoFormat.shown(e.getKey())
                                  + ":"
                                  + typed(e.getValue().open(), map.isOfAny()))
                      .toList())
              + "]";
      default -> type + GoFormat.shown(value);
    };
  }
}
